import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runCli } from "../../../test/support/run-cli.ts";
import { readPipeline } from "../../../test/support/slp-sample.ts";

describe("G11 slipway slpy", () => {
  let folder: string;
  let good: string;
  let bad: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "slipway-slpy-"));
    good = join(folder, "good.py");
    bad = join(folder, "bad.py");
    await writeFile(
      good,
      'p = Pipeline(label="Count")\na = TransformSequence(label="Sequence")\nb = TransformMapper(label="Mapper")\na > b\n',
    );
    await writeFile(bad, 'p = Pipeline(label="Bad")\nx = TransformUnion()\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("compiles to a file, and decompiles that to a text that compiles to the same", async () => {
    const slp = join(folder, "good.slp");
    const { code, stderr, stdout } = await runCli(["slpy", "compile", good, "-o", slp]);
    assert.deepEqual({ code, stderr, stdout }, { code: 0, stderr: "", stdout: "" });
    const text = await readFile(slp, "utf8");
    assert.equal(readPipeline(text).links.length, 1);
    const again = join(folder, "again.py");
    assert.equal((await runCli(["slpy", "decompile", slp, "-o", again])).code, 0);
    assert.equal((await runCli(["slpy", "compile", again])).stdout, text);
  });

  it("prints what is wrong with file, line and column, and writes nothing", async () => {
    const slp = join(folder, "bad.slp");
    const { code, stderr } = await runCli(["slpy", "compile", bad, "-o", slp]);
    assert.equal(code, 1);
    assert.ok(stderr.startsWith(`${bad}:2:5: error: There is no Snap class`), stderr);
    assert.match(stderr, /FlowUnion/);
    await assert.rejects(readFile(slp));
  });

  it("checks also what only a validation sees", async () => {
    const reader = join(folder, "reader.py");
    await writeFile(reader, 'p = Pipeline(label="x")\nr = BinaryFileReader()\n');
    const { code, stdout, stderr } = await runCli(["slpy", "check", reader]);
    assert.equal(code, 1);
    assert.match(stdout, /reader\.py:2:5: error: .*filePath/);
    assert.equal(stderr, "1 error, 0 warnings\n");
    assert.deepEqual(await runCli(["slpy", "check", good]), {
      code: 0,
      stdout: "",
      stderr: "0 errors, 0 warnings\n",
    });
  });

  it("says of a file that is no pipeline what it is, and of one that is not there that it is not", async () => {
    const other = await runCli(["slpy", "decompile", good]);
    assert.equal(other.code, 1);
    assert.match(other.stderr, /good\.py: error: /);
    const missing = await runCli(["slpy", "check", join(folder, "missing.py")]);
    assert.equal(missing.code === 0, false);
    assert.match(missing.stderr, /Cannot read/);
  });
});
