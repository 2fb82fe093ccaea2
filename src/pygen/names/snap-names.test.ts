import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCatalogue } from "../../engine/catalogue.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { knownSnaps } from "../../snaps/known/known-snaps.ts";
import { otherWords } from "./other-words.ts";
import { type NamedSnap, snapNames } from "./snap-names.ts";

const catalogue = createCatalogue(snaps, knownSnaps);
const names = snapNames(catalogue);

/** Given, what it means, how it was understood. */
const understood = [
  ["TransformMapper", "TransformMapper", "name"],
  ["Mapper", "TransformMapper", "label"],
  ["REST Get", "RestGet", "label"],
  ["com-snaplogic-snaps-flow-filter", "FlowFilter", "class id"],
  ["datatransform", "TransformMapper", "class id"],
  ["mapper", "TransformMapper", "spelling"],
  ["MAPPER", "TransformMapper", "spelling"],
  ["json formatter", "TransformJSONFormatter", "spelling"],
  ["  the  File-Reader snap ", "BinaryFileReader", "spelling"],
  ["TRANSFORMCSVPARSER", "TransformCSVParser", "spelling"],
  ["TransformUnion", "FlowUnion", "wrong pack"],
  ["If", "FlowRouter", "word of other tools"],
  ["Switch", "FlowRouter", "word of other tools"],
  ["Set", "TransformMapper", "word of other tools"],
  ["Edit Fields", "TransformMapper", "word of other tools"],
  ["HTTP Request", "APISuiteHTTPClient", "word of other tools"],
  ["Loop", "FlowPipelineExecute", "word of other tools"],
  ["Distinct", "TransformUnique", "word of other tools"],
  ["LIMIT", "FlowHead", "word of other tools"],
  ["tMap", "TransformMapper", "word of other tools"],
  ["Agregate", "TransformAggregate", "typo"],
  ["JSON Formater", "TransformJSONFormatter", "typo"],
  ["Pipeline Excute", "FlowPipelineExecute", "typo"],
] as const;

describe("names of Snaps", () => {
  for (const [given, name, how] of understood) {
    it(`G5 ${given} means ${name} by its ${how}`, () => {
      const found = names.understand(given);
      assert.ok(found.kind === "understood", JSON.stringify(found));
      assert.deepEqual([found.snap.name, found.how], [name, how]);
    });
  }

  it("G5 every label is understood in small letters too, as a Snap of that label", () => {
    for (const snap of catalogue.definitions()) {
      const found = names.understand(snap.label.toLowerCase());
      assert.equal(found.kind === "understood" && found.snap.label, snap.label);
    }
  });

  it("G5 a word for two Snaps names both", () => {
    const merge = names.understand("Merge");
    assert.ok(merge.kind === "understood");
    assert.deepEqual(
      [merge.snap, ...merge.also].map(({ name }) => name),
      ["TransformJoin", "FlowUnion"],
    );
  });

  it("G5 a name that is near nothing, or near several, is unknown", () => {
    for (const given of ["xyzzy plugh", "", "?", "Parsr", "x".repeat(10_000)]) {
      assert.equal(names.understand(given).kind, "unknown", given.slice(0, 20));
    }
    assert.equal(names.understand("__proto__").kind, "unknown");
    assert.equal(names.understand("constructor").kind, "unknown");
  });

  it("G5 every Snap is understood by name, label and class id, and prefers itself", () => {
    for (const snap of catalogue.all()) {
      assert.equal(nameOf(names.understand(snap.name)), snap.name);
      assert.equal(nameOf(names.understand(snap.classId)), snap.name);
      assert.equal(nameOf(names.understand(snap.label)), snap.name);
      assert.equal(nameOf(names.understand(snap.name.toLowerCase())), snap.name);
    }
  });

  it("has other words for Snaps that exist only", () => {
    const known = new Set([...catalogue.all()].map(({ name }) => name));
    assert.deepEqual(
      Object.keys(otherWords).filter((name) => !known.has(name)),
      [],
    );
  });
});

function nameOf(found: NamedSnap): string {
  return found.kind === "understood" ? found.snap.name : "unknown";
}
