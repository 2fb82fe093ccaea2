import assert from "node:assert/strict";
import { test } from "node:test";
import type { SlpSpec, SnapSpec } from "../slp-spec.ts";
import {
  classes,
  generator,
  filter,
  formatter,
  lint,
  onlyFinding,
  assertFinding,
} from "../../../test/support/lint-sample.ts";

test("a Join of which one input is linked waits for nobody: an error", () => {
  const spec: SlpSpec = { snaps: [generator, joinWith("input1")], links: [["gen", "join"]] };
  assertFinding(onlyFinding(spec), {
    code: "unlinked-view",
    place: { snapId: "join", snapLabel: "Pair", view: "input1" },
    says: /Input view `input1` of Join "Pair" is not linked.*each of `input0` and `input1`; only some are linked/s,
  });
});

test("a Union of which one input is open is a warning", () => {
  const union: SnapSpec = {
    id: "union",
    label: "All",
    classId: classes.union,
    inputs: ["input0", "input1"],
  };
  const finding = onlyFinding({ snaps: [generator, union], links: [["gen", "union"]] });
  assertFinding(finding, {
    code: "unlinked-view",
    severity: "warning",
    says: /this one gets no documents.*or remove the view/s,
  });
});

test("a single open input is the pipeline's own: no finding", () => {
  assert.deepEqual(lint({ snaps: [filter, formatter], links: [["filter", "format"]] }), []);
});

test("an open input beside an open output that could feed it is a warning", () => {
  const finding = onlyFinding({ snaps: [generator, filter] });
  assertFinding(finding, {
    code: "unlinked-view",
    severity: "warning",
    place: { snapId: "filter", snapLabel: "Keep", view: "input0" },
    says: /since "Orders - output0" is open too.*Link "Orders" `output0` to "Keep" `input0`, or leave it open/s,
  });
});

function joinWith(rightInputView: string): SnapSpec {
  const row = { leftPath: "$id", rightPath: "$id", rightInputView };
  return {
    id: "join",
    label: "Pair",
    classId: classes.join,
    inputs: ["input0", "input1"],
    settings: { joinPaths: [row] },
  };
}
