import type { Documents } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { formatStream } from "../../engine/operators/format-stream.ts";
import { character } from "../../engine/settings/character.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { field } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document } from "../../expr/value.ts";
import { charsetNamed } from "../support/text/charset.ts";
import { encodingOf } from "../support/text/encode-text.ts";
import { lineSeparatorOf } from "../support/text/split-lines.ts";
import { valueText } from "../support/text/value-text.ts";
import { encodePieces } from "../support/text/write-text.ts";

const settings = {
  fieldConfig: table({
    help: "The columns, in order.",
    required: true,
    columns: {
      columnName: field({ help: "The value, as in `$name`.", required: true }),
      fieldWidth: integer({ help: "Characters of the column.", required: true, default: 0 }),
      alignment: choice({
        help: "Where a value that is shorter stands.",
        options: ["LEFT", "RIGHT"],
        default: "LEFT",
      }),
      paddingCharacter: character({ help: "What fills the rest.", default: " " }),
    },
  }),
  lineSeparator: text({
    help: "What ends a line; `\\n`, `\\r` and `\\t` stand for themselves. Blank for a line feed.",
    default: "\\n",
  }),
  charset: text({ help: 'Character set, such as "UTF-8".', default: "UTF-8" }),
  ignoreEmptyStream: flag({ help: "Writes nothing when no document comes.", default: false }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-fixedwidthformatter",
  version: 1,
  name: "TransformFixedWidthFormatter",
  label: "Fixed Width Formatter",
  category: "format",
  summary: "Writes documents as lines of fixed column widths.",
  details:
    "A line for each document, every column as wide as it is set, filled with spaces or `paddingCharacter`; a value that is null or missing is filled whole. Widths count characters. Nothing is ever cut: a document with a value that is longer than its column, or that holds the line separator or a line break, is rejected.",
  views: { input: one("document"), output: one("binary") },
  settings,
  run: (context) => {
    const { settings: bound } = context;
    checkWidths(bound.fieldConfig);
    const { encode, mark, markRequired } = encodingOf(charsetNamed(bound.charset));
    return formatStream({
      header: () => ({ "content-type": "text/plain" }),
      format: async function* formatted(documents) {
        if (markRequired) yield mark;
        yield* encodePieces(print(documents, context), encode);
      },
      ignoreEmpty: bound.ignoreEmptyStream,
    });
  },
  examples: [
    {
      title: "Text to the left, numbers to the right",
      settings: {
        fieldConfig: [
          { columnName: "$id", fieldWidth: 4, alignment: "RIGHT", paddingCharacter: "0" },
          { columnName: "$name", fieldWidth: 8 },
          { columnName: "$amount", fieldWidth: 6, alignment: "RIGHT" },
        ],
      },
      given: [
        { id: 1, name: "Ada", amount: 12.5 },
        { id: 2, name: "Grace" },
      ],
      gives: [{ content: "0001Ada       12.5\n0002Grace         \n" }],
    },
    {
      title: "Reject what does not fit",
      settings: { fieldConfig: [{ columnName: "$code", fieldWidth: 2 }] },
      given: [{ code: "ABC" }, { code: "A" }],
      gives: [{ content: "A \n" }],
      errors: [{ error: "A value does not fit its column", original: { code: "ABC" } }],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;
type Columns = Context["settings"]["fieldConfig"];

async function* print(
  documents: Documents,
  { settings: bound, reject }: Context,
): AsyncIterable<string> {
  const separator = lineSeparatorOf(bound.lineSeparator);
  for await (const batch of documents) {
    let lines = "";
    for (const document of batch) {
      try {
        lines += printLine(document, bound.fieldConfig, separator) + separator;
      } catch (failure) {
        reject(document, failure);
      }
    }
    yield lines;
  }
}

function printLine(document: Document, columns: Columns, separator: string): string {
  let line = "";
  for (const [index, column] of columns.entries()) {
    const value = column.columnName?.(document) ?? null;
    const content = value === null ? "" : valueText(value);
    // A character beyond the basic plane is one, though a string counts it as two.
    const room = column.fieldWidth - Array.from(content).length;
    if (room < 0) throw tooWide(index, content, column.fieldWidth);
    if (content.includes(separator) || /[\r\n]/.test(content)) throw lineBreak(index, content);
    const padding = (column.paddingCharacter || " ").repeat(room);
    line += column.alignment === "LEFT" ? content + padding : padding + content;
  }
  return line;
}

function checkWidths(columns: Columns): void {
  const bad = columns.findIndex(({ fieldWidth }) => fieldWidth < 1);
  if (bad < 0) return;
  throw new SnapFailure(
    `The column ${bad + 1} has no width`,
    "Expected a `fieldWidth` from 1; found 0.",
    `Set \`fieldConfig[${bad}].fieldWidth\` to the characters of the column.`,
  );
}

function tooWide(index: number, content: string, width: number): SnapFailure {
  return new SnapFailure(
    "A value does not fit its column",
    `Expected at most ${width} characters in column ${index + 1}; found ${JSON.stringify(content.slice(0, 80))}.`,
    `Widen \`fieldConfig[${index}].fieldWidth\`, or shorten the value with a Mapper.`,
  );
}

function lineBreak(index: number, content: string): SnapFailure {
  return new SnapFailure(
    "A value would break its line",
    `Expected text without a line break in column ${index + 1}; found ${JSON.stringify(content.slice(0, 80))}.`,
    "Replace the line break with a Mapper, as in $note.replace('\\n', ' ').",
  );
}
