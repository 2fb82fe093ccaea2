import { test } from "node:test";
import type { SnapSpec } from "../slp-spec.ts";
import {
  classes,
  generator,
  gen2,
  onlyFinding,
  assertFinding,
  filter,
} from "../../../test/support/lint-sample.ts";

test("too many and too few views are errors", () => {
  const many = onlyFinding({
    snaps: [generator, gen2, { ...filter, inputs: ["input0", "input1"] }],
    links: [
      ["gen", "filter"],
      ["gen2", "filter.input1"],
    ],
  });
  assertFinding(many, {
    code: "view-not-allowed",
    place: { snapId: "filter", snapLabel: "Keep", view: "input1" },
    says: /too many input views.*Expected exactly 1 document input view; found 2: `input0` and `input1`.*Remove `input1`/s,
  });
  const few = onlyFinding({
    snaps: [generator, { ...joinWith("input0"), inputs: ["input0"] }],
    links: [["gen", "join"]],
  });
  assertFinding(few, {
    code: "view-not-allowed",
    place: { snapId: "join", snapLabel: "Pair" },
    says: /too few input views.*at least 2 document input views; found 1.*Add the document view `input1` to `property_map\.input`/s,
  });
  const none = onlyFinding({ snaps: [{ ...filter, inputs: [] }] });
  assertFinding(none, { code: "view-not-allowed", says: /has no input view\..*found none/s });
});

test("a view of a type that the class does not have is an error with the type to set", () => {
  const finding = onlyFinding({ snaps: [{ ...generator, outputs: ["output0:binary"] }] });
  assertFinding(finding, {
    code: "view-not-allowed",
    place: { snapId: "gen", snapLabel: "Orders", view: "output0" },
    says: /Expected a document view; found a binary view/,
    fix: "document",
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
