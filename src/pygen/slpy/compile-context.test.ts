import assert from "node:assert/strict";
import { test } from "node:test";
import { createCatalogue } from "../../engine/catalogue.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { knownSnaps } from "../../snaps/known/known-snaps.ts";
import { createContext } from "./compile-context.ts";

const { likelySnaps } = createContext(createCatalogue(snaps, knownSnaps), () => {});

for (const [given, meant] of [
  ["BinaryileReader", "BinaryFileReader"],
  ["BinaryFileRaeder", "BinaryFileReader"],
  ["TransformCSVParsr", "TransformCSVParser"],
  ["CSVParser", "TransformCSVParser"],
  ["TransformUnion", "FlowUnion"],
] as const) {
  test(`${given} most likely means ${meant}`, () => {
    assert.equal(likelySnaps(given)[0]?.name, meant);
  });
}
