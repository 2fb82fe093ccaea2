import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { orderModelText } from "../../../test/support/order-model.ts";
import { runCli } from "../../../test/support/run-cli.ts";

describe("A12 slipway model check", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "slipway-model-"));
    await mkdir(join(folder, "kpis"));
    await writeFile(join(folder, "model.yaml"), orderModelText);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("has nothing to say about a file in which nothing is wrong", async () => {
    const { code, stdout, stderr } = await runCli(["model", "check", join(folder, "model.yaml")]);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: "" });
    assert.match(stderr, /^0 errors, 0 warnings\./);
  });

  it("prints what is wrong in a folder with file, line and column", async () => {
    const bad = join(folder, "kpis", "bad.yaml");
    await writeFile(bad, 'id: BAD\npql: KPI("BAD")\nunitt: EUR\n');
    const unknown = await runCli(["model", "check", folder]);
    assert.equal(unknown.code, 1);
    assert.ok(
      unknown.stdout.startsWith(`${bad}:3:1: error: Unknown key \`unitt\`.`),
      unknown.stdout,
    );
    await writeFile(bad, 'id: BAD\npql: KPI("BAD")\n');
    const cyclic = await runCli(["model", "check", folder]);
    assert.ok(cyclic.stdout.startsWith(`${bad}:2:6: error: KPI \`BAD\` refers to itself.`));
    assert.match(cyclic.stderr, /^1 error, 0 warnings/);
  });

  it("says what is missing where there is no model", async () => {
    const empty = join(folder, "empty");
    await mkdir(empty);
    const { code, stdout } = await runCli(["model", "check", empty]);
    assert.equal(code, 1);
    assert.match(stdout, /There is no knowledge model here/);
    const none = await runCli(["model", "check", join(folder, "none.yaml")]);
    assert.match(none.stderr, /Cannot read/);
  });
});
