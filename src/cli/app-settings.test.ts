import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryDirectory } from "../../test/support/open-control.ts";
import { readAppSettings } from "./app-settings.ts";

for (const part of ["pygen", "assets"] as const) {
  const rule = part === "pygen" ? "P3" : "A5";
  test(`${rule} the config file takes ${part} away, which is there without it`, async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, "slipway.json");
    const read = async (): Promise<boolean> =>
      (await readAppSettings({ options: {}, arguments: [] }, { SLIPWAY_CONFIG: path }))[part];
    await writeFile(path, JSON.stringify({ [part]: false }));
    assert.equal(await read(), false);
    await writeFile(path, "{}");
    assert.equal(await read(), true);
  });
}
