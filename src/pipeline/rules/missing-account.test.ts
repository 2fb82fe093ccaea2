import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultLimits } from "../../base/limits.ts";
import { classes, generator } from "../../../test/support/lint-sample.ts";
import { sampleShapes } from "../../../test/support/sample-shapes.ts";
import type { Finding } from "../../base/finding.ts";
import { buildSlp } from "../build-slp.ts";
import { lintPipeline } from "../lint.ts";
import { readSlp } from "../read-slp.ts";
import type { SnapSpec } from "../slp-spec.ts";

/** As if the generator could not work without an account. */
function lint(snap: SnapSpec): readonly Finding[] {
  const read = readSlp(buildSlp({ snaps: [snap] }), defaultLimits);
  assert.ok(read.ok);
  const shape = sampleShapes.get(classes.generator);
  assert.ok(shape !== undefined);
  return lintPipeline(read.pipeline, {
    all: () => sampleShapes.all(),
    get: (classId) =>
      classId === classes.generator
        ? { ...shape, accounts: ["postgres", "jdbc"], accountRequired: true }
        : sampleShapes.get(classId),
  });
}

test("a Snap that needs an account and names none is told which types it takes", () => {
  const [finding, ...rest] = lint(generator);
  assert.deepEqual(rest, []);
  assert.equal(finding?.code, "missing-account");
  assert.equal(finding.severity, "error");
  assert.match(finding.reason, /`postgres`, `jdbc`/);
  assert.equal(lint({ ...generator, mode: "Disabled" })[0]?.severity, "warning");
});

test("a Snap that names an account, by label or expression, is left alone", () => {
  assert.deepEqual(lint({ ...generator, account: "../shared/db" }), []);
  assert.deepEqual(lint({ ...generator, account: { expression: "'db' + $n" } }), []);
});
