import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCatalogue } from "../engine/catalogue.ts";
import { snaps } from "../snaps/catalog.gen.ts";
import { knownSnaps } from "../snaps/known/known-snaps.ts";
import { checkSkeleton, type SkeletonCheck } from "./check-skeleton.ts";

const catalogue = createCatalogue(snaps, knownSnaps);

function check(...lines: readonly string[]): SkeletonCheck {
  return checkSkeleton(["p = Pipeline()", ...lines].join("\n"), catalogue);
}

describe("a skeleton", () => {
  it("G9 of reader, parser and Mapper is valid without any setting", () => {
    const result = check(
      "snap_0 = BinaryFileReader()",
      "snap_1 = TransformCSVParser()",
      "snap_2 = TransformMapper()",
      "p.connect([snap_0, snap_1, snap_2])",
    );
    assert.deepEqual(result.errors, []);
    assert.deepEqual(result.warnings, []);
    assert.deepEqual(
      result.snapIo.map(({ variable, name, output }) => [variable, name, output]),
      [
        ["snap_0", "BinaryFileReader", "1 binary"],
        ["snap_1", "TransformCSVParser", "1 document"],
        ["snap_2", "TransformMapper", "1 document+binary"],
      ],
    );
  });

  it("G9 with TransformUnion is refused once, with its line and FlowUnion", () => {
    const { errors } = check("a = TransformJSONGenerator()", "b = TransformUnion()", "a > b");
    assert.equal(errors.length, 1, JSON.stringify(errors));
    assert.equal(errors[0]?.line, 3);
    assert.match(errors[0]?.resolution ?? "", /FlowUnion/);
  });

  it("G9 that leads documents into binary data is told the formatters", () => {
    const { errors } = check("a = TransformSort()", "b = BinaryFileWriter()", "p.connect([a, b])");
    const mismatch = errors.find(({ code }) => code === "view-type-mismatch");
    assert.equal(mismatch?.line, 4);
    assert.match(mismatch?.resolution ?? "", /CSV Formatter.*JSON Formatter/);
  });

  it("G9 that leads binary data into documents is told the parsers", () => {
    const { errors } = check("a = BinaryFileReader()", "b = FlowFilter()", "a > b");
    assert.match(errors[0]?.resolution ?? "", /CSV Parser.*JSON Parser/);
  });

  it("G9 with a Mapper before a writer is warned that a formatter is missing", () => {
    const { warnings } = check("a = TransformMapper()", "b = BinaryFileWriter()", "a > b");
    assert.match(JSON.stringify(warnings), /TransformJSONFormatter/);
  });

  it("G9 with a Snap that is linked to nothing is warned", () => {
    const { errors, warnings } = check(
      "a = TransformJSONGenerator()",
      "b = FlowFilter()",
      "c = TransformSequence()",
      "a > b",
    );
    assert.deepEqual(errors, []);
    const isolated = warnings.find(({ code }) => code === "isolated-snap");
    assert.match(isolated?.error ?? "", /`c`/);
    assert.equal(isolated?.line, 4);
  });

  it("G9 G10 with a Snap that is only known says so", () => {
    const { errors } = check("a = TransformJSONGenerator()", "b = TransformPivot()", "a > b");
    const missing = catalogue.get("com-snaplogic-snaps-transform-pivot")?.implemented === false;
    assert.equal(
      errors.some(({ code }) => code === "snap-not-implemented"),
      missing,
    );
  });

  it("G9 that is no Python, or empty, is answered with what is wrong", () => {
    for (const text of ["", "hello world (", "def f():\n  pass", "[".repeat(5_000)]) {
      assert.notDeepEqual(checkSkeleton(text, catalogue).errors, [], text.slice(0, 20));
    }
  });
});
