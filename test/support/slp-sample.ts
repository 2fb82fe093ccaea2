import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { defaultLimits } from "../../src/base/limits.ts";
import type { Pipeline, SnapNode } from "../../src/pipeline/model.ts";
import { readSlp } from "../../src/pipeline/read-slp.ts";

/** The text of a file in `test/fixtures/slp`. */
export function slpFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/slp/${name}`, import.meta.url), "utf8");
}

/** The pipeline that a text holds; fails the test when it holds none. */
export function readPipeline(text: string): Pipeline {
  const result = readSlp(text, defaultLimits);
  assert.equal(result.ok, true);
  return result.pipeline;
}

/** The Snap with a label. */
export function snapOf(pipeline: Pipeline, label: string): SnapNode {
  const snap = pipeline.snaps.find((one) => one.label === label);
  assert.ok(snap !== undefined, `a Snap called ${label}`);
  return snap;
}
