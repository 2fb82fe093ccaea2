import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { describe, it } from "node:test";
import { believe } from "../../base/believe.ts";
import type { CliContext } from "../cli-context.ts";
import { readSecret } from "./read-secret.ts";

/** A standard input that is piped, or a terminal that notes how it is set. */
function contextOf(text: string, isTTY: boolean) {
  const written: string[] = [];
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (raw: boolean) => modes.push(raw),
  });
  input.end(text);
  const parts = { input, writeError: (line: string) => written.push(line) };
  return { context: believe<CliContext>(parts), written, modes };
}

describe("a secret from the standard input", () => {
  it("is all that is piped in, without the line end at its end", async () => {
    const { context, written } = contextOf("line one\nline two\n", false);
    assert.equal(await readSecret(context, "privateKey"), "line one\nline two");
    assert.deepEqual(written, []);
  });

  it("is one line when it is typed, which is not shown and may be corrected", async () => {
    const { context, modes, written } = contextOf("pasx\u007fsword\rrest", true);
    assert.equal(await readSecret(context, "password"), "password");
    assert.deepEqual(modes, [true, false]);
    assert.deepEqual(written, ["password: ", "\n"]);
  });

  it("may be given up", async () => {
    const { context, modes } = contextOf("pass\u0003", true);
    await assert.rejects(readSecret(context, "password"), { code: "stopped" });
    assert.deepEqual(modes, [true, false]);
  });
});
