import assert from "node:assert/strict";
import { test } from "node:test";
import type { SnapSpec } from "../slp-spec.ts";
import {
  classes,
  generator,
  filter,
  reader,
  writer,
  onlyFinding,
  assertFinding,
} from "../../../test/support/lint-sample.ts";

test("documents into a binary view ask for a formatter by name", () => {
  const finding = onlyFinding({ snaps: [generator, writer], links: [["gen", "write"]] });
  // The generator's view is implied by the writer's, unless it is stated.
  assert.equal(finding.code, "view-not-allowed");
  const stated = onlyFinding({
    snaps: [{ ...generator, outputs: ["output0"] }, writer],
    links: [["gen", "write"]],
  });
  assertFinding(stated, {
    code: "view-type-mismatch",
    place: { snapId: "write", snapLabel: "Write", view: "input0", link: "link100" },
    says: /JSON Generator "Orders" gives documents, but File Writer "Write" takes binary data.*Put a formatter between them: CSV Formatter or JSON Formatter\.$/s,
  });
});

test("binary data into a document view asks for a parser by name, or for another view where one may be", () => {
  const finding = onlyFinding({ snaps: [reader, filter], links: [["read", "filter"]] });
  assertFinding(finding, {
    code: "view-type-mismatch",
    says: /Put a parser between them: CSV Parser or JSON Parser\.$/,
  });
  const mapper: SnapSpec = {
    id: "map",
    label: "Map",
    classId: classes.mapper,
    inputs: ["input0"],
  };
  const wide = onlyFinding({ snaps: [reader, mapper], links: [["read", "map"]] });
  assertFinding(wide, {
    code: "view-type-mismatch",
    says: /Or make `input0` of "Map" a binary view, which it may be/,
  });
});
