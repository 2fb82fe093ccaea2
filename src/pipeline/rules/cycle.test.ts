import { test } from "node:test";
import type { SlpSpec, SnapSpec } from "../slp-spec.ts";
import {
  classes,
  generator,
  filter,
  onlyFinding,
  assertFinding,
} from "../../../test/support/lint-sample.ts";

test("a circle of links is named by the labels along it, once", () => {
  const second: SnapSpec = { ...filter, id: "f2", label: "Keep more" };
  const union: SnapSpec = {
    id: "union",
    label: "All",
    classId: classes.union,
    inputs: ["input0", "input1"],
  };
  const copy: SnapSpec = {
    id: "copy",
    label: "Twice",
    classId: classes.copy,
    outputs: ["output0", "output1"],
  };
  const spec: SlpSpec = {
    snaps: [generator, union, filter, copy, second],
    links: [
      ["gen", "union", "filter", "copy", "f2"],
      ["copy.output1", "union.input1"],
    ],
  };
  assertFinding(onlyFinding(spec), {
    code: "cycle",
    place: { snapId: "union", snapLabel: "All", link: "link104" },
    says: /3 Snaps feed each other.*"All" → "Keep" → "Twice" → "All".*`link104` from "Twice" back to "All"/s,
  });
});

test("a Snap that feeds itself is a circle", () => {
  assertFinding(onlyFinding({ snaps: [filter], links: [["filter", "filter"]] }), {
    code: "cycle",
    says: /"Keep" feeds itself.*"Keep" → "Keep"/s,
  });
});
