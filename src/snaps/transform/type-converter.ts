import { setOwn } from "../../base/json.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import { copyForWrites } from "../support/copy-for-writes.ts";
import { convert, conversionRules, detect } from "../support/convert-type.ts";
import { missingPath } from "../support/missing-path.ts";
import { requireMap } from "../support/require-map.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-mldatapreparation-typeconverter",
  version: 1,
  name: "MLDataPreparationTypeConverter",
  label: "Type Converter",
  category: "transform",
  summary: "Converts fields to other types.",
  details:
    "With `auto` the text in each field at the top of a document becomes the number or date-time that it is: a number in decimal notation, unless a zero before its digits says that it is a name (`007`), or an ISO 8601 date, with or without time. A field that a policy names is converted as it says, and not automatically. Integer and Decimal take numbers and numeric text, Date Time takes dates, milliseconds since 1970 and text, which follows the format where there is one. Null stays null. A value that cannot be converted, or a field that does not exist, sends the document to the error view; with `failSafe` the value stays as it is.",
  views: { input: one("document"), output: one("document") },
  settings: {
    auto: flag({ help: "Finds out what text is.", default: true }),
    failSafe: flag({
      help: "Leaves a value that cannot be converted as it is, instead of failing the document.",
      default: false,
    }),
    properties: table({
      help: "Policies: which field becomes what.",
      columns: {
        field: path({ help: "Path of the field, as in `$price`." }),
        rule: choice({
          help: "What it becomes.",
          options: conversionRules,
          default: "String",
        }),
        format: text({ help: "Pattern of a date-time in text, such as `dd.MM.yyyy HH:mm`." }),
      },
    }),
  },
  run: ({ settings: { auto, failSafe, properties }, scope }) => {
    const policies = properties.flatMap(({ field, ...policy }) =>
      field === undefined ? [] : [{ field, ...policy }],
    );
    const named = new Set(policies.map(({ field }) => field.names?.[0]));
    const copy = copyForWrites(policies.map(({ field }) => field));
    return mapBatch((document, out) => {
      let result = copy(document);
      for (const name of auto ? Object.keys(document) : []) {
        if (!named.has(name)) setOwn(result, name, detect(document[name] ?? null));
      }
      for (const { field, rule, format } of policies) {
        try {
          const value = field.readOne(document);
          if (value === undefined) throw missingPath(field.source, document);
          const converted = convert(value, rule, format, scope.now);
          result = requireMap(field.write(result, converted), "The document");
        } catch (failure) {
          if (!failSafe) throw failure;
        }
      }
      out.push(result);
    });
  },
  examples: [
    {
      title: "Find out what text is",
      given: [{ id: "12", price: "1.50", code: "007", day: "2018-04-27", name: "Ada", n: null }],
      gives: [
        {
          id: 12,
          price: 1.5,
          code: "007",
          day: { _snaptype_datetime: "2018-04-27T00:00:00.000 UTC" },
          name: "Ada",
          n: null,
        },
      ],
    },
    {
      title: "Policies",
      settings: {
        auto: false,
        properties: [
          { field: "$id", rule: "String" },
          { field: "$n", rule: "Integer" },
          { field: "$when", rule: "Date Time", format: "dd.MM.yyyy" },
        ],
      },
      given: [{ id: 7, n: "12", when: "27.04.2018", other: "3" }],
      gives: [
        { id: "7", n: 12, when: { _snaptype_datetime: "2018-04-27T00:00:00.000 UTC" }, other: "3" },
      ],
    },
    {
      title: "What cannot be converted goes to the error view",
      settings: { properties: [{ field: "$n", rule: "Integer" }] },
      given: [{ n: "12.5" }, { n: 3 }],
      gives: [{ n: 3 }],
      errors: [{ error: "The value cannot become an integer", original: { n: "12.5" } }],
    },
    {
      title: "With fail safe the others are converted",
      settings: { failSafe: true, properties: [{ field: "$n", rule: "Integer" }] },
      given: [{ n: "many", m: "2" }],
      gives: [{ n: "many", m: 2 }],
    },
  ],
});
