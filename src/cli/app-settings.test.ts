import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryDirectory } from "../../test/support/open-control.ts";
import { readAppSettings } from "./app-settings.ts";

test("P3 the config file unwires PyGen, which is wired without it", async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "slipway.json");
  const read = async (): Promise<boolean> =>
    (await readAppSettings({ options: {}, arguments: [] }, { SLIPWAY_CONFIG: path })).pygen;
  await writeFile(path, '{"pygen": false}');
  assert.equal(await read(), false);
  await writeFile(path, "{}");
  assert.equal(await read(), true);
});
