import { decodeText } from "../support/text/decode-text.ts";
import { charsetNamed } from "../support/text/charset.ts";
import { csvDialectOf } from "../support/csv/csv-dialect.ts";
import { readMetadata } from "../support/csv/read-metadata.ts";
import { parseCsv, type ParseCsvOptions } from "../support/csv/parse-csv.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { parseEach } from "../../engine/operators/parse-each.ts";
import { character } from "../../engine/settings/character.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import type { Operator, SnapContext } from "../../engine/snap-context.ts";
import type { BoundSettings } from "../../engine/setting.ts";

const longRecords = {
  Both: "both",
  Default: "both",
  "Fail if record is larger than header": "fail",
  "Trim record to fit header": "trim",
} as const;

const settings = {
  delimiter: text({
    help: "What stands between fields: a character or more; `\\t` is a tab.",
    default: ",",
  }),
  quoteCharacter: character({
    help: "The character around fields that hold a delimiter, a quote or a line break; blank for none.",
    default: '"',
  }),
  escapeChar: character({
    help: "The character that takes the meaning from a quote or delimiter after it; blank for none.",
    default: "\\",
  }),
  containsHeader: flag({ help: "The first record names the columns.", default: true }),
  columnList: table({
    help: "The names of the columns when the content has no header.",
    columns: { columns: text({ help: "Name of the column." }) },
  }),
  charset: text({
    help: 'Character set, such as "UTF-8"; "Auto BOM detect" looks at the byte order mark and else reads UTF-8.',
    default: "Auto BOM detect",
  }),
  errorPolicy: choice({
    help: "What becomes of a record with more fields than the header: trimmed to the output, rejected, or both.",
    options: [
      "Both",
      "Fail if record is larger than header",
      "Trim record to fit header",
      "Default",
    ],
    default: "Both",
  }),
  skipLines: integer({ help: "Lines to pass over before the header.", default: 0 }),
  ignoreEmptyData: flag({ help: "Passes over blank lines.", default: true }),
  preserveSurroundingSpaces: flag({
    help: "Keeps spaces around fields and header names.",
    default: false,
  }),
  validateHeaders: flag({
    help: "Refuses a header with an empty or a repeated name.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-csvparser",
  version: 3,
  name: "TransformCSVParser",
  label: "CSV Parser",
  category: "parse",
  summary: "Reads CSV into documents whose values are strings.",
  details:
    "Spaces around fields and header names are taken off, not those between quotes. Without a header and `columnList`, columns are field001, field002, … and so are columns with an empty name. A record that is too short has null for what is missing; of columns with the same name the last wins. A record that is too long follows `errorPolicy`; its error document says `Error parsing at line N` and carries all its fields. A second input holds a header line and a line of types (string, integer, float, boolean); the content's own header is then passed over. Content that cannot be read to its end, as when a quote is never closed, is rejected as a whole with the binary's header as the original.",
  views: { input: { min: 1, max: 2, types: ["binary"] }, output: one("document") },
  settings,
  run: csvOperator,
  examples: [
    {
      title: "Trim headers and values",
      given: [{ content: "id,MoreThan50K \r\n1, yes \r\n" }],
      gives: [{ id: "1", MoreThan50K: "yes" }],
    },
    {
      title: "Quoted delimiters, quotes and line breaks",
      given: [{ content: 'name,note\n"Smith, J.","said ""hi""\nand left"\n' }],
      gives: [{ name: "Smith, J.", note: 'said "hi"\nand left' }],
    },
    {
      title: "Number the columns when nothing names them",
      settings: { containsHeader: false },
      given: [{ content: "a,b\nc\n" }],
      gives: [
        { field001: "a", field002: "b" },
        { field001: "c", field002: null },
      ],
    },
    {
      title: "Trim a record that is larger than the header",
      settings: { errorPolicy: "Trim record to fit header" },
      given: [{ content: "id\n1,extra\n" }],
      gives: [{ id: "1" }],
    },
    {
      title: "Send a record that is larger than the header both ways",
      given: [{ content: "id,name\n1,Ada,extra\n2,Bob\n" }],
      gives: [
        { id: "1", name: "Ada" },
        { id: "2", name: "Bob" },
      ],
      errors: [
        {
          error: "Error parsing at line 2",
          original: { id: "1", name: "Ada", field003: "extra" },
        },
      ],
    },
    {
      title: "Take names and types from the second input",
      settings: { containsHeader: false },
      inputs: ["input0", "input1"],
      given: {
        input0: [{ content: "Lovelace,36,1.5,true\n" }],
        input1: [{ content: "Last name,age,commute_km,isDriving\n,integer,float,boolean\n" }],
      },
      gives: [{ "Last name": "Lovelace", age: 36, commute_km: 1.5, isDriving: true }],
    },
    {
      title: "Refuse a quote that is never closed",
      given: [{ content: 'id\n"1\n' }],
      fails: "Error parsing at line 2",
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

function csvOperator(context: Context): Operator {
  const base = optionsOf(context);
  const charset = charsetNamed(context.settings.charset);
  return async function* parsed(io) {
    const [, metadata] = io.inputs;
    const header = metadata && (await readMetadata(metadata, base, charset, io.signal));
    const options = header === undefined ? base : { ...base, header };
    const parse = parseEach((binary) =>
      parseCsv(decodeText(binary.content, charset, io.signal), options),
    );
    yield* parse(io);
  };
}

function optionsOf({ settings: bound, limits, reject }: Context): ParseCsvOptions {
  const names = bound.columnList.map((row) => row.columns);
  return {
    ...csvDialectOf(bound.delimiter, bound.quoteCharacter, bound.escapeChar),
    trim: !bound.preserveSurroundingSpaces,
    skipBlankLines: bound.ignoreEmptyData,
    skipLines: bound.skipLines,
    recordLengthMax: limits.csvRecordLengthMax,
    containsHeader: bound.containsHeader,
    ...(names.length > 0 && !bound.containsHeader ? { header: { names } } : {}),
    validateHeaders: bound.validateHeaders,
    longRecords: longRecords[bound.errorPolicy],
    batchSizeMax: limits.batchSizeMax,
    reject,
  };
}
