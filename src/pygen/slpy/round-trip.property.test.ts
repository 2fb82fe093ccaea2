import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { defaultLimits } from "../../base/limits.ts";
import { printJson } from "../../base/json.ts";
import { createCatalogue } from "../../engine/catalogue.ts";
import { draftJson } from "../../pipeline/draft-json.ts";
import type { JsonTree } from "../../pipeline/json-tree.ts";
import type { Pipeline } from "../../pipeline/model.ts";
import { readSetting } from "../../pipeline/read-setting.ts";
import { readSlp } from "../../pipeline/read-slp.ts";
import { fieldsOf } from "../../pipeline/setting-walk.ts";
import { memberAt, membersOf, memberOf, treeToJson } from "../../pipeline/tree-access.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { knownSnaps } from "../../snaps/known/known-snaps.ts";
import { anyDraft } from "../../../test/support/any-draft.ts";
import { readPipeline, slpFixture } from "../../../test/support/slp-sample.ts";
import { checkSlpy } from "./check-slpy.ts";
import { compileSlpy } from "./compile-slpy.ts";
import { decompileSlpy } from "./decompile-slpy.ts";

const pythonLetters = "( ) [ ] { } ' \" \\ = , . > : a b 1 # \n \t".split(" ");
const catalogue = createCatalogue(snaps, knownSnaps);
/** What runs, and some that are only known by name. */
const classes = [...snaps, ...knownSnaps.slice(0, 8)];

describe("G11 compile after decompile is the identity", () => {
  it("on pipelines of any Snap with any settings, views and links", () => {
    fc.assert(
      fc.property(anyDraft(classes), (draft) => {
        checkRoundTrip(readPipeline(printJson(draftJson(draft))));
      }),
      { numRuns: 300 },
    );
  });

  for (const name of ["orders-report.slp", "countdown-api.slp"]) {
    it(`on the fixture ${name}`, () => checkRoundTrip(readPipeline(slpFixture(name))));
  }

  it("on every example of the repository", () => {
    const files = globSync("examples/**/*.{slp,py}");
    assert.ok(files.length > 10);
    for (const file of files) {
      const text = readFileSync(file, "utf8");
      checkRoundTrip(readPipeline(file.endsWith(".slp") ? text : compiled(text)));
    }
  });
});

describe("G11 decompile after compile", () => {
  it("changes nothing more once a text is normalised", () => {
    fc.assert(
      fc.property(anyDraft(classes), (draft) => {
        const once = decompileSlpy(readPipeline(printJson(draftJson(draft))), catalogue);
        const normal = decompileSlpy(readPipeline(compiled(once)), catalogue);
        assert.equal(decompileSlpy(readPipeline(compiled(normal)), catalogue), normal);
      }),
      { numRuns: 100 },
    );
  });
});

describe("SLPy: any text", () => {
  it("is compiled or refused, never thrown at, and findings point into it", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "p = Pipeline(label='x')",
        "a = FlowCopy()",
        "a > b > c",
        "p.connect([a, a])",
        "p.connect(a, b, 'x')",
        "m = TransformMapper(transformations=TransformMapper.Transformations(mapping_table=[1]))",
        "p.param_table = [Param(",
        "if x:\n    y = 1",
        "x = Raw('c', settings={'a': [{'b': Expr(None)}]}, raw_layout={1: 2})",
        "f = FlowFilter(filter_expression=Expr(Expr('$')))",
      ),
      fc.string(),
      fc.string({ unit: fc.constantFrom(...pythonLetters, " ") }),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const source = lines.join("\n");
        for (const finding of checkSlpy(source, catalogue)) {
          const { start, end } = finding.place.span ?? { start: -1, end: -1 };
          assert.ok(start >= 0 && start <= end && end <= source.length, finding.error);
          assert.ok(finding.line >= 1 && finding.column >= 1);
        }
      }),
      { numRuns: 1000 },
    );
  });

  for (const [what, text] of [
    ["open brackets", "(".repeat(20_000)],
    ["nested lists", `x = ${"[".repeat(5_000)}${"]".repeat(5_000)}`],
    ["members", `x${".y".repeat(20_000)}`],
    ["signs", `x = ${"-".repeat(20_000)}1`],
    ["links", `x${" > x".repeat(20_000)}`],
    ["indentation", Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}if x:`).join("\n")],
  ] as const) {
    it(`is refused with ${what} without end`, () => {
      assert.ok(checkSlpy(text, catalogue).length > 0);
    });
  }
});

function compiled(source: string): string {
  const result = compileSlpy(source, catalogue);
  assert.ok(result.ok, result.ok ? "" : printJson([result.findings, source], 2));
  return result.slp;
}

function checkRoundTrip(pipeline: Pipeline): void {
  const text = decompileSlpy(pipeline, catalogue);
  const again = readSlp(compiled(text), defaultLimits);
  assert.ok(again.ok);
  assert.deepEqual(identityOf(again.pipeline), identityOf(pipeline), text);
  checkContains(layoutOf(again.pipeline), layoutOf(pipeline));
}

/** What must come back: all of the graph but where it was read from, and the accounts in full. */
function identityOf({
  tree,
  form: _form,
  snodeId: _id,
  projectPath: _path,
  ...graph
}: Pipeline): unknown {
  const accounts = membersOf(memberOf(tree, "snap_map")).map(
    ({ key, value }) => [key, accountOf(value)] as const,
  );
  return { graph, accounts: accounts.filter(([, account]) => account.length > 0) };
}

/** The fields of an account that are not blank. */
function accountOf(snap: JsonTree): readonly unknown[] {
  const reference = memberAt(snap, "property_map", "account", "account_ref");
  if (reference === undefined) return [];
  const setting = readSetting(reference);
  if (typeof setting.value === "string") return setting.value.trim() === "" ? [] : [setting];
  return Object.entries(fieldsOf(setting.value)).filter(
    ([, field]) => field.value !== null && field.value !== "",
  );
}

function layoutOf({ tree }: Pipeline): JsonTree | undefined {
  return memberOf(tree, "render_map");
}

/** Every member of `part` stands in `whole` with the same value. */
function checkContains(whole: JsonTree | undefined, part: JsonTree | undefined): void {
  if (part?.kind !== "object") {
    if (part !== undefined && !(part.kind === "leaf" && part.text === "null")) {
      assert.deepEqual(whole && treeToJson(whole), treeToJson(part));
    }
    return;
  }
  for (const { key, value } of part.members) checkContains(memberOf(whole, key), value);
}
