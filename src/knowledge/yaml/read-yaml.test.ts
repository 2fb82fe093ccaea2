import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { defaultLimits } from "../../base/limits.ts";
import { readYaml } from "./read-yaml.ts";
import type { YamlFinding } from "./yaml-finding.ts";
import { plainValue } from "./yaml-tree.ts";

describe("readYaml", () => {
  it("reads maps, lists and scalars, and follows aliases", () => {
    const text = "a: &x {b: [1, two, true]}\nc: *x\n__proto__: 1\nempty:\n";
    assert.deepEqual(
      JSON.stringify(value(text)),
      '{"a":{"b":[1,"two",true]},"c":{"b":[1,"two",true]},"__proto__":1}',
    );
  });

  it("points at the line where the text stops being YAML, and knows about PQL's quotes", () => {
    const [finding] = problems('kpis:\n  - pql: "A"."B"\n');
    assert.equal(finding?.code, "not-yaml");
    assert.equal(finding.line, 2);
    assert.match(finding.resolution, /single quotes/);
  });

  it("says where a key stands twice", () => {
    const [finding] = problems("a: 1\nb: 2\na: 3\n");
    assert.deepEqual([finding?.code, finding?.line, finding?.column], ["duplicate-key", 3, 1]);
  });

  it("refuses what is nested past the limit, however it is written", () => {
    for (const text of ["[".repeat(70), "- ".repeat(70), "{a: ".repeat(70), "? ".repeat(70)]) {
      const [finding] = problems(text);
      assert.equal(finding?.code, "too-deep", text.slice(0, 10));
      assert.match(finding.reason, /yamlDepthMax/);
    }
    assert.ok(readYaml({ path: "a", text: `${"[".repeat(60)}${"]".repeat(60)}` }, limits).ok);
  });

  it("counts what aliases repeat, so that a bomb stays small", () => {
    const names = "abcdefghij".split("");
    const lines = names.map((name, index) =>
      index === 0
        ? `${name}: &${name} [x, x, x, x, x, x, x, x, x, x]`
        : `${name}: &${name} [${`*${names[index - 1] ?? ""}, `.repeat(10)}]`,
    );
    const [finding] = problems(lines.join("\n"));
    assert.equal(finding?.code, "too-large");
    assert.match(finding.reason, /yamlNodesMax/);
  });

  it("refuses an alias of what it stands in, and one of nothing", () => {
    assert.equal(problems("a: &a [*a]")[0]?.code, "bad-alias");
    assert.equal(problems("a: *b")[0]?.code, "bad-alias");
  });

  it("refuses more bytes than the limit", () => {
    const [finding] = problems(`a: "${"x".repeat(limits.yamlBytesMax)}"`);
    assert.equal(finding?.code, "too-large");
    assert.match(finding.reason, /yamlBytesMax/);
  });

  it("refuses several documents, an empty text and numbers without end", () => {
    assert.equal(problems("a: 1\n---\nb: 2")[0]?.line, 2);
    assert.equal(problems("# nothing\n")[0]?.code, "not-yaml");
    assert.equal(problems("a: .inf")[0]?.code, "not-yaml");
  });

  it("never throws, and every finding points inside the text", () => {
    const piece = fc.constantFrom(
      ..."abc:-?[]{}&*!|>'\"%@` \n\t#,1.~".split(""),
      "a: ",
      "- ",
      "&a ",
      "*a",
      "---\n",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((list) => list.join("")),
        ),
        (text) => {
          const result = readYaml({ path: "a.yaml", text }, limits);
          for (const finding of result.ok ? result.warnings : result.findings)
            inside(finding, text);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const limits = defaultLimits;

function value(text: string): unknown {
  const result = readYaml({ path: "a.yaml", text }, limits);
  assert.ok(result.ok, JSON.stringify(result));
  return plainValue(result.tree);
}

function problems(text: string): readonly YamlFinding[] {
  const result = readYaml({ path: "a.yaml", text }, limits);
  assert.ok(!result.ok, "expected findings");
  return result.findings;
}

function inside(finding: YamlFinding, text: string): void {
  const { start, end } = finding.place.span ?? { start: -1, end: -1 };
  assert.ok(start >= 0 && start <= end && end <= text.length, JSON.stringify(finding));
  assert.ok(finding.line >= 1 && finding.line <= text.split("\n").length);
}
