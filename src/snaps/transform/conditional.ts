import { defineSnap, one } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import { expression } from "../../engine/settings/expression.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { group, table } from "../../engine/settings/table.ts";
import { anyValue } from "../support/any-value.ts";
import { copyValue } from "../support/copy-document.ts";
import { copyForWrites } from "../support/copy-for-writes.ts";
import { holds } from "../support/holds.ts";
import { requireMap } from "../support/require-map.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-conditional",
  version: 1,
  name: "TransformConditional",
  label: "Conditional",
  category: "transform",
  summary: "Writes a value that depends on which condition holds.",
  details:
    "The output is the input document plus what is written. Conditions are tried from top to bottom; the first that is true writes its value, with `evaluateAll` every one that is. Conditions and values see the original document. The default is written when none held. A condition that is neither true, false nor null fails the document.",
  views: { input: one("document"), output: one("document") },
  settings: {
    conditionalTable: table({
      help: "Conditions with the value to write, from top to bottom.",
      columns: {
        conditionalExpression: expression({ help: "Such as `$score >= 90`." }),
        returnValue: anyValue({ help: "What to write." }),
        targetPath: path({ help: "Where to write it, as in `$grade`." }),
      },
    }),
    evaluateAll: flag({
      help: "Lets every condition that is true write, not only the first.",
      default: false,
    }),
    defaultValueTable: group({
      help: "What to write when no condition is true.",
      fields: {
        defaultValue: anyValue({ help: "The value." }),
        defaultValuePath: path({ help: "Where to write it; blank for nowhere." }),
      },
    }),
    nullSafeAccess: flag({
      help: "Reads a missing path as null instead of failing the document.",
      default: false,
    }),
  },
  run: ({ settings: { conditionalTable, evaluateAll, defaultValueTable } }) => {
    const rows = conditionalTable.flatMap(({ conditionalExpression, returnValue, targetPath }) =>
      conditionalExpression === undefined || targetPath === undefined
        ? []
        : [{ condition: conditionalExpression, valueOf: returnValue, target: targetPath }],
    );
    const { defaultValue, defaultValuePath } = defaultValueTable;
    const fallback =
      defaultValuePath === undefined
        ? []
        : [{ condition: () => true, valueOf: defaultValue, target: defaultValuePath }];
    const copy = copyForWrites([...rows, ...fallback].map((row) => row.target));
    return mapBatch((document, out) => {
      const held = evaluateAll
        ? rows.filter((row) => holds(row.condition(document)))
        : rows.filter(firstThat((row) => holds(row.condition(document))));
      let result = copy(document);
      for (const { target, valueOf } of held.length > 0 ? held : fallback) {
        result = requireMap(target.write(result, copyValue(valueOf(document))), "The document");
      }
      out.push(result);
    });
  },
  examples: [
    {
      title: "The first condition that is true writes its value",
      settings: {
        conditionalTable: [
          {
            conditionalExpression: "$score >= 90",
            returnValue: { expression: "'A'" },
            targetPath: "$grade",
          },
          {
            conditionalExpression: "$score >= 80",
            returnValue: { expression: "'B'" },
            targetPath: "$grade",
          },
        ],
        defaultValueTable: { defaultValue: "F", defaultValuePath: "$grade" },
      },
      given: [{ score: 95 }, { score: 82 }, { score: 10 }],
      gives: [
        { score: 95, grade: "A" },
        { score: 82, grade: "B" },
        { score: 10, grade: "F" },
      ],
    },
    {
      title: "With evaluateAll every true condition writes",
      settings: {
        conditionalTable: [
          { conditionalExpression: "$n > 0", returnValue: "yes", targetPath: "$positive" },
          { conditionalExpression: "$n % 2 == 0", returnValue: "yes", targetPath: "$even" },
        ],
        evaluateAll: true,
      },
      given: [{ n: 2 }, { n: 3 }],
      gives: [
        { n: 2, positive: "yes", even: "yes" },
        { n: 3, positive: "yes" },
      ],
    },
    {
      title: "Without a match and a default the document passes as it is",
      settings: {
        conditionalTable: [{ conditionalExpression: "false", returnValue: "x", targetPath: "$y" }],
      },
      given: [{ id: 1 }],
      gives: [{ id: 1 }],
    },
    {
      title: "A condition that cannot be evaluated goes to the error view",
      settings: {
        conditionalTable: [
          { conditionalExpression: "$missing > 1", returnValue: "x", targetPath: "$y" },
        ],
      },
      given: [{ id: 1 }],
      gives: [],
      errors: [{ original: { id: 1 } }],
    },
  ],
});

/** A test for `filter` that lets only the first hit pass, and asks no further. */
function firstThat<T>(test: (item: T) => boolean): (item: T) => boolean {
  let found = false;
  return (item) => {
    if (found) return false;
    found = test(item);
    return found;
  };
}
