import assert from "node:assert/strict";
import type { Finding, Place } from "../../src/base/finding.ts";
import { defaultLimits } from "../../src/base/limits.ts";
import { buildSlp } from "../../src/pipeline/build-slp.ts";
import { lintPipeline } from "../../src/pipeline/lint.ts";
import { readSlp } from "../../src/pipeline/read-slp.ts";
import type { SlpSpec, SnapSpec } from "../../src/pipeline/slp-spec.ts";
import { sampleShapes } from "./sample-shapes.ts";

/** Class ids of the sample catalogue. */
export const classes = {
  reader: "com-snaplogic-snaps-binary-simpleread",
  generator: "com-snaplogic-snaps-transform-jsongenerator",
  csvParser: "com-snaplogic-snaps-transform-csvparser",
  csvFormatter: "com-snaplogic-snaps-transform-csvformatter",
  writer: "com-snaplogic-snaps-binary-write",
  filter: "com-snaplogic-snaps-flow-filter",
  router: "com-snaplogic-snaps-flow-router",
  copy: "com-snaplogic-snaps-flow-copy",
  union: "com-snaplogic-snaps-flow-union",
  join: "com-snaplogic-snaps-transform-multijoin",
  sort: "com-snaplogic-snaps-transform-sort",
  mapper: "com-snaplogic-snaps-transform-datatransform",
  email: "com-snaplogic-snaps-email-emailsender",
} as const;

export const generator: SnapSpec = { id: "gen", label: "Orders", classId: classes.generator };
export const filter: SnapSpec = {
  id: "filter",
  label: "Keep",
  classId: classes.filter,
  inputs: ["input0"],
  settings: { filterExpression: { expression: "$price > 10" } },
};
export const reader: SnapSpec = {
  id: "read",
  label: "Read",
  classId: classes.reader,
  outputs: ["output0:binary"],
  settings: { filePath: "orders.csv" },
};
export const writer: SnapSpec = {
  id: "write",
  label: "Write",
  classId: classes.writer,
  inputs: ["input0:binary"],
  outputs: [],
  settings: { filename: "out.json" },
};
export const parser: SnapSpec = {
  id: "parse",
  label: "Parse",
  classId: classes.csvParser,
  inputs: ["input0:binary"],
};
export const formatter: SnapSpec = {
  id: "format",
  label: "Format",
  classId: classes.csvFormatter,
  outputs: ["output0:binary"],
};
export const gen2: SnapSpec = { ...generator, id: "gen2", label: "Prices" };

/** What lint says of a pipeline made from a spec. */
export function lint(spec: SlpSpec): readonly Finding[] {
  return lintText(buildSlp(spec));
}

/** What lint says of the text of an SLP, against the sample catalogue. */
export function lintText(text: string): readonly Finding[] {
  const result = readSlp(text, defaultLimits);
  assert.equal(result.ok, true);
  return lintPipeline(result.pipeline, sampleShapes);
}

/** The only finding; with a code, the only one of that code. */
export function onlyFinding(spec: SlpSpec, code?: string): Finding {
  const findings = lint(spec).filter((finding) => code === undefined || finding.code === code);
  const [finding] = findings;
  assert.equal(findings.length, 1, JSON.stringify(findings, undefined, 2));
  assert.ok(finding !== undefined);
  return finding;
}

/** Asserts code, severity (`error` unless stated), place, words and fix of a finding. */
export function assertFinding(
  finding: Finding,
  expected: {
    readonly code: string;
    readonly severity?: Finding["severity"];
    readonly place?: Place;
    readonly says: RegExp;
    readonly fix?: string | undefined;
  },
): void {
  assert.equal(finding.code, expected.code);
  assert.equal(finding.severity, expected.severity ?? "error");
  if (expected.place !== undefined) assert.deepEqual(finding.place, expected.place);
  assert.match(`${finding.error} ${finding.reason} ${finding.resolution}`, expected.says);
  if ("fix" in expected) assert.equal(finding.fix?.replacement, expected.fix);
}
