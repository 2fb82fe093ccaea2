import type { Document } from "../../expr/value.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { table } from "../../engine/settings/table.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { anyValue } from "../support/any-value.ts";
import { constraintNames, constraintOf, type ConstraintName } from "../support/constraint.ts";
import { constraintPath, type ConstraintPath } from "../support/constraint-path.ts";
import { describeValue } from "../support/describe-value.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-datavalidator",
  version: 1,
  name: "FlowDataValidator",
  label: "Data Validator",
  category: "flow",
  summary: "Checks documents against constraints.",
  details:
    "A document that meets all constraints passes unchanged; another goes to the error view with one error that lists all it breaks, also under `violations` (path, constraint, expected, found). Required asks that the path exists, and lets null and empty text pass; the other constraints look at what exists, wherever the path leads, and null meets none of them but Type any. MinLength, MaxLength and Pattern (which may match anywhere) are for text, Minimum and Maximum for numbers. The types are string, number, object, array, boolean, date, time, date-time, local-date-time and any; blank is object. Of two rows with the same path and constraint the first counts. Constraint values are taken as they are before the first document.",
  views: { input: one("document"), output: one("document") },
  settings: {
    constraintMappings: table({
      help: "What has to hold.",
      columns: {
        sourcePath: constraintPath({
          help: 'Path of the value, as in `$name` or `jsonPath($, "$.name")`.',
        }),
        constraint: choice({
          help: "Kind of the constraint.",
          options: constraintNames,
          default: "Required",
        }),
        constraintValue: anyValue({
          help: "What the constraint compares with; Required has none.",
        }),
      },
    }),
    validateJsonPath: flag({
      help: "With Required, also asks that what the value should stand in exists.",
      default: false,
    }),
    standardizeErrorOutput: flag({
      help: "Accepted and without effect: error documents always have the same form.",
      default: false,
    }),
  },
  run: ({ settings }) => {
    const checks = firstOfEach(
      settings.constraintMappings.flatMap(({ sourcePath, constraint, constraintValue }) =>
        sourcePath === undefined
          ? []
          : [{ path: sourcePath, constraint, value: () => constraintValue({}) }],
      ),
    ).map(({ path, constraint, value }) =>
      constraint === "Required"
        ? requiredCheck(path, settings.validateJsonPath)
        : valueCheck(path, constraint, constraintOf(constraint, value())),
    );
    return mapBatch((document, out) => {
      const violations = checks.flatMap((check) => check(document) ?? []);
      if (violations.length > 0) throw invalid(violations);
      out.push(document);
    });
  },
  examples: [
    {
      title: "What breaks a constraint goes to the error view",
      settings: {
        constraintMappings: [
          { sourcePath: 'jsonPath($, "$.name")', constraint: "Required" },
          { sourcePath: "$name", constraint: "MinLength", constraintValue: 2 },
          { sourcePath: "$tags", constraint: "Type", constraintValue: "array" },
        ],
      },
      given: [{ name: "Ada", tags: [] }, { name: "B", tags: "x" }, { tags: [] }],
      gives: [{ name: "Ada", tags: [] }],
      errors: [
        {
          error: "The document breaks 2 constraints",
          violations: [
            { path: "$name", constraint: "MinLength", found: 'text "B"' },
            { path: "$tags", constraint: "Type", found: 'text "x"' },
          ],
          original: { name: "B", tags: "x" },
        },
        { violations: [{ path: "$.name", constraint: "Required" }], original: { tags: [] } },
      ],
    },
    {
      title: "Every element that the path leads to",
      settings: {
        constraintMappings: [
          { sourcePath: "$lines[*].n", constraint: "Minimum", constraintValue: "1" },
          { sourcePath: "$lines[*].n", constraint: "Maximum", constraintValue: "9" },
          { sourcePath: "$code", constraint: "Pattern", constraintValue: "^[A-Z]+$" },
        ],
      },
      given: [{ lines: [{ n: 1 }, { n: 9 }], code: "AB" }, { lines: [{ n: 1 }, { n: 10 }] }],
      gives: [{ lines: [{ n: 1 }, { n: 9 }], code: "AB" }],
      errors: [{ violations: [{ path: "$lines[*].n", found: "number 10" }] }],
    },
    {
      title: "A constraint value that makes no sense",
      settings: {
        constraintMappings: [{ sourcePath: "$a", constraint: "Type", constraintValue: "strin" }],
      },
      given: [{ a: 1 }],
      fails: 'Did you mean "string"?',
    },
  ],
});

interface Row {
  readonly path: ConstraintPath;
  readonly constraint: ConstraintName;
}

function firstOfEach<T extends Row>(rows: readonly T[]): readonly T[] {
  const keyOf = ({ path, constraint }: Row): string => `${constraint} ${path.source}`;
  return rows.filter(
    (row, index) => rows.findIndex((other) => keyOf(other) === keyOf(row)) === index,
  );
}

// A type, so that it can stand in an error document.
type Violation = { path: string; constraint: string; expected: string; found: string };

/** How a document breaks a constraint; undefined when it does not. */
type Check = (document: Document) => Violation | undefined;

function requiredCheck(path: ConstraintPath, wholePath: boolean): Check {
  return (document) => {
    const missing = path.missing(document);
    if (missing === undefined || (missing === "parent" && !wholePath)) return undefined;
    return violation(path, "Required", "a value", "nothing");
  };
}

function valueCheck(
  path: ConstraintPath,
  name: ConstraintName,
  { expected, holds }: ReturnType<typeof constraintOf>,
): Check {
  return (document) => {
    const wrong = path.values(document).find((value) => !holds(value));
    return wrong === undefined ? undefined : violation(path, name, expected, describeValue(wrong));
  };
}

function violation(
  path: ConstraintPath,
  constraint: ConstraintName,
  expected: string,
  found: string,
): Violation {
  return { path: path.source, constraint, expected, found };
}

function invalid(violations: Violation[]): SnapFailure {
  const words = violations.map(
    ({ path, expected, found }) => `Expected ${expected} at ${path}; found ${found}.`,
  );
  return new SnapFailure(
    violations.length === 1
      ? "The document breaks a constraint"
      : `The document breaks ${violations.length} constraints`,
    words.join(" "),
    "Mend the data where it comes from, or the constraint.",
    { violations },
  );
}
