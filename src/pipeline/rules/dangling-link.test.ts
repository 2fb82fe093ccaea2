import { test } from "node:test";
import {
  generator,
  filter,
  onlyFinding,
  assertFinding,
} from "../../../test/support/lint-sample.ts";

test("a link from a Snap that does not exist is dangling", () => {
  const finding = onlyFinding({ snaps: [filter], links: [["filtre", "filter"]] });
  assertFinding(finding, {
    code: "dangling-link",
    place: { link: "link100" },
    says: /leaves a Snap that does not exist.*`src_id`; found `filtre`.*Did you mean "filter"\?/s,
  });
});

test("a link that names a Snap by its label is told the key", () => {
  const finding = onlyFinding(
    { snaps: [generator, { ...filter, inputs: [] }], links: [["gen", "Keep"]] },
    "dangling-link",
  );
  assertFinding(finding, {
    code: "dangling-link",
    says: /not by their label: here "filter"/,
    fix: "filter",
  });
});

test("a link to a view that does not exist is dangling", () => {
  const finding = onlyFinding(
    { snaps: [generator, filter], links: [["gen", "filter.input1"]] },
    "dangling-link",
  );
  assertFinding(finding, {
    code: "dangling-link",
    place: { snapId: "filter", snapLabel: "Keep", view: "input1", link: "link100" },
    says: /it has `input0`; found `input1`/,
    fix: "input0",
  });
});
