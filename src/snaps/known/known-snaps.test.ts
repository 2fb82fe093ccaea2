import assert from "node:assert/strict";
import { test } from "node:test";
import { createCatalogue } from "../../engine/catalogue.ts";
import { snaps } from "../catalog.gen.ts";
import { knownSnaps } from "./known-snaps.ts";

test("G10 no class id, name or label stands for two Snaps", () => {
  const all = [...createCatalogue(snaps, knownSnaps).all()];
  for (const key of ["classId", "name", "label"] as const) {
    const values = all.map((snap) => snap[key]);
    const twice = values.filter((value, index) => values.indexOf(value) !== index);
    assert.deepEqual(twice, [], key);
  }
});

test("G10 a Snap that the build runs is not the one that is only known", () => {
  const catalogue = createCatalogue(snaps, knownSnaps);
  for (const { classId } of snaps) assert.equal(catalogue.get(classId)?.implemented, true);
  const restGet = catalogue.get("com-snaplogic-snaps-transform-pivot");
  assert.equal(restGet?.label, "Pivot");
});
