import { test } from "node:test";
import type { SnapSpec } from "../slp-spec.ts";
import {
  classes,
  generator,
  filter,
  gen2,
  onlyFinding,
  assertFinding,
} from "../../../test/support/lint-sample.ts";

test("two links from one output ask for a Copy", () => {
  const union: SnapSpec = {
    id: "union",
    label: "Union",
    classId: classes.union,
    inputs: ["input0", "input1"],
  };
  const finding = onlyFinding({
    snaps: [generator, union],
    links: [
      ["gen", "union"],
      ["gen", "union.input1"],
    ],
  });
  assertFinding(finding, {
    code: "doubly-linked-view",
    place: { snapId: "gen", snapLabel: "Orders", view: "output0", link: "link101" },
    says: /Output view `output0` of "Orders" has 2 links.*`link100` and `link101`.*Copy with 2 output views/s,
  });
});

test("two links into one input ask for a Union", () => {
  const finding = onlyFinding({
    snaps: [generator, gen2, filter],
    links: [
      ["gen", "filter"],
      ["gen2", "filter"],
    ],
  });
  assertFinding(finding, {
    code: "doubly-linked-view",
    place: { snapId: "filter", snapLabel: "Keep", view: "input0", link: "link101" },
    says: /Input view `input0` of "Keep" has 2 links.*Union/s,
  });
});
