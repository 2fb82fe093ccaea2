import { setOwn } from "../../base/json.ts";
import type { Batch } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import { parseEach } from "../../engine/operators/parse-each.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document, Value } from "../../expr/value.ts";
import { charsetNamed } from "../support/text/charset.ts";
import { decodeText } from "../support/text/decode-text.ts";
import { lineSeparatorOf, splitLines } from "../support/text/split-lines.ts";

const settings = {
  skipLines: integer({ help: "Lines to pass over at the beginning.", default: 0 }),
  lineSeparator: text({
    help: "What ends a line; `\\n`, `\\r` and `\\t` stand for themselves. Blank for a line feed.",
    default: "\\n",
  }),
  fieldConfig: table({
    help: "The columns.",
    required: true,
    columns: {
      columnName: text({ help: "Name of the column.", required: true }),
      startPosition: integer({
        help: "Where it begins, from 1.",
        required: true,
        default: 0,
      }),
      endPosition: integer({
        help: "Where it ends; that character belongs to it.",
        required: true,
        default: 0,
      }),
      trim: flag({ help: "Takes off the spaces around the value.", default: false }),
    },
  }),
  ignoreLines: table({
    help: "Lines to pass over wherever they stand.",
    columns: {
      function: choice({
        help: "How the line is compared.",
        options: ["startsWith", "endsWith", "contains"],
        default: "startsWith",
      }),
      value: text({ help: "What it is compared with." }),
    },
  }),
  charset: text({
    help: 'Character set, such as "UTF-8"; "Auto BOM detect" looks at the byte order mark and else reads UTF-8.',
    default: "Auto BOM detect",
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-fixedwidthparser",
  version: 1,
  name: "TransformFixedWidthParser",
  label: "Fixed Width Parser",
  category: "parse",
  summary: "Reads lines of fixed column widths into documents whose values are strings.",
  details:
    "Positions count characters from 1, and both belong to the column; columns may overlap and leave gaps. A line that ends before a column does has what there is of it, or empty text. Empty lines are passed over. A carriage return before a line feed belongs to the end of the line. Content with a line that is too long is rejected as a whole, after the lines before it.",
  views: { input: one("binary"), output: one("document") },
  settings,
  run: (context) => {
    const { settings: bound, limits, signal } = context;
    const charset = charsetNamed(bound.charset);
    const options = {
      separator: lineSeparatorOf(bound.lineSeparator),
      lineLengthMax: limits.lineLengthMax,
    };
    checkColumns(bound.fieldConfig);
    return parseEach(({ content }) =>
      toDocuments(splitLines(decodeText(content, charset, signal), options), context),
    );
  },
  examples: [
    {
      title: "Columns by their positions",
      settings: {
        fieldConfig: [
          { columnName: "id", startPosition: 1, endPosition: 4 },
          { columnName: "name", startPosition: 5, endPosition: 12, trim: true },
          { columnName: "amount", startPosition: 13, endPosition: 18, trim: true },
        ],
      },
      given: [{ content: "0001Ada      12.50\r\n0002Grace       7\n\n" }],
      gives: [
        { id: "0001", name: "Ada", amount: "12.50" },
        { id: "0002", name: "Grace", amount: "7" },
      ],
    },
    {
      title: "Pass over a header and comments",
      settings: {
        skipLines: 1,
        ignoreLines: [{ function: "startsWith", value: "#" }],
        fieldConfig: [{ columnName: "code", startPosition: 1, endPosition: 2 }],
      },
      given: [{ content: "CODE\n# old\nAB\nC" }],
      gives: [{ code: "AB" }, { code: "C" }],
    },
    {
      title: "Refuse a column that ends before it begins",
      settings: { fieldConfig: [{ columnName: "code", startPosition: 5, endPosition: 2 }] },
      given: [{ content: "AB" }],
      fails: 'The column "code" cannot be read',
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;
type Columns = Context["settings"]["fieldConfig"];

async function* toDocuments(
  lines: AsyncIterable<readonly string[]>,
  { settings: bound, limits }: Context,
): AsyncIterable<Batch<Document>> {
  let skip = bound.skipLines;
  for await (const some of lines) {
    const kept = some.slice(skip);
    skip = Math.max(0, skip - some.length);
    const documents = kept
      .filter((line) => line !== "" && !isIgnored(line, bound.ignoreLines))
      .map((line) => toDocument(line, bound.fieldConfig));
    yield* chunks(documents, limits.batchSizeMax);
  }
}

function toDocument(line: string, columns: Columns): Document {
  // A character beyond the basic plane is one, though a string counts it as two.
  const characters = /[\ud800-\udfff]/.test(line) ? Array.from(line) : undefined;
  const document: Document = {};
  for (const { columnName, startPosition, endPosition, trim } of columns) {
    const field =
      characters?.slice(startPosition - 1, endPosition).join("") ??
      line.slice(startPosition - 1, endPosition);
    setOwn<Value>(document, columnName, trim ? field.trim() : field);
  }
  return document;
}

function isIgnored(line: string, rules: Context["settings"]["ignoreLines"]): boolean {
  return rules.some(({ function: compare, value }) => {
    if (value === "") return false;
    if (compare === "contains") return line.includes(value);
    return compare === "startsWith" ? line.startsWith(value) : line.endsWith(value);
  });
}

function checkColumns(columns: Columns): void {
  for (const { columnName, startPosition, endPosition } of columns) {
    if (startPosition >= 1 && endPosition >= startPosition) continue;
    throw new SnapFailure(
      `The column "${columnName}" cannot be read`,
      `Expected a \`startPosition\` from 1 and an \`endPosition\` that is not before it; found ${startPosition} and ${endPosition}.`,
      "Correct the positions of the column in `fieldConfig`.",
    );
  }
}
