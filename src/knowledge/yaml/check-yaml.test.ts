import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { defaultLimits } from "../../base/limits.ts";
import { checkYaml } from "./check-yaml.ts";
import { readYaml } from "./read-yaml.ts";
import type { YamlFinding } from "./yaml-finding.ts";

const schema = z.strictObject({
  kind: z.enum(["BASE", "EXTENSION"]).describe("What it is."),
  list: z
    .array(
      z.strictObject({ id: z.string().describe("Its name."), size: z.number().max(5).optional() }),
    )
    .default([]),
  value: z.union([z.string(), z.boolean()]).optional(),
});

describe("checkYaml", () => {
  it("gives what the schema makes of the text", () => {
    const checked = check("kind: BASE\nvalue:\n");
    assert.deepEqual(checked, { ok: true, value: { kind: "BASE", list: [] } });
  });

  it("names the nearest key for an unknown one, with its line and a fix", () => {
    const [finding] = findings("kind: BASE\nlist:\n  - id: a\n    sise: 2\n");
    assert.equal(finding?.code, "unknown-key");
    assert.deepEqual([finding.line, finding.column], [4, 5]);
    assert.match(finding.resolution, /Did you mean "size"/);
    assert.equal(finding.fix?.replacement, "size");
  });

  it("says what a missing key is for", () => {
    const [finding] = findings("kind: BASE\nlist:\n  - size: 2\n");
    assert.equal(finding?.code, "missing-key");
    assert.equal(finding.line, 3);
    assert.match(finding.reason, /Expected `id` in `list\[0\]`: Its name\./);
  });

  it("says which values there are, and which one was meant", () => {
    const [finding] = findings("kind: BASEE\n");
    assert.match(finding?.reason ?? "", /one of `BASE`, `EXTENSION`; found the text `BASEE`/);
    assert.match(finding?.resolution ?? "", /Did you mean "BASE"/);
  });

  it("says which types there are, and what the bound is", () => {
    assert.match(
      findings("kind: BASE\nvalue: 3\n")[0]?.reason ?? "",
      /a text or true or false; found `3`/,
    );
    assert.match(findings("kind: BASE\nlist: [{id: a, size: 9}]\n")[0]?.reason ?? "", /<=5/);
    assert.match(findings("[1]\n")[0]?.error ?? "", /The file is not what is expected/);
  });

  it("takes __proto__ and constructor for keys nobody knows", () => {
    const codes = findings("kind: BASE\n__proto__: 1\nconstructor: 2\n").map(({ code }) => code);
    assert.deepEqual(codes, ["unknown-key", "unknown-key"]);
  });
});

function check(text: string): ReturnType<typeof checkYaml<typeof schema>> {
  const file = { path: "a.yaml", text };
  const read = readYaml(file, defaultLimits);
  assert.ok(read.ok);
  return checkYaml(schema, read.tree, file);
}

function findings(text: string): readonly YamlFinding[] {
  const checked = check(text);
  assert.ok(!checked.ok);
  return checked.findings;
}
