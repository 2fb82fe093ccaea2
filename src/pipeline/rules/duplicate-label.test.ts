import { test } from "node:test";
import type { SlpSpec } from "../slp-spec.ts";
import {
  generator,
  onlyFinding,
  assertFinding,
  filter,
  formatter,
} from "../../../test/support/lint-sample.ts";

test("two Snaps of one label are a warning with a free one", () => {
  const spec: SlpSpec = {
    snaps: [generator, { ...filter, label: "Orders" }, { ...formatter, label: "Orders 2" }],
    links: [["gen", "filter", "format"]],
  };
  assertFinding(onlyFinding(spec), {
    code: "duplicate-label",
    severity: "warning",
    place: { snapId: "filter", snapLabel: "Orders" },
    says: /Two Snaps are called "Orders".*"Orders 3"/s,
    fix: "Orders 3",
  });
});
