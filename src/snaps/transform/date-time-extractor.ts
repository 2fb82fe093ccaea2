import type { Value } from "../../expr/value.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import { choice } from "../../engine/settings/choice.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { copyForWrites } from "../support/copy-for-writes.ts";
import { dateComponents, extractComponent } from "../support/date-component.ts";
import { describeValue } from "../support/describe-value.ts";
import { documentField } from "../support/document-field.ts";
import { requireMap } from "../support/require-map.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-mldatapreparation-datetimeextractor",
  version: 1,
  name: "MLDataPreparationDateTimeExtractor",
  label: "Date Time Extractor",
  category: "transform",
  summary: "Takes parts such as the year out of dates.",
  details:
    "The rest of the document stays. The field has to be a date-time, local date-time or local date, read in its own zone; text is made one by Type Converter or `Date.parse`. Months count from 1, weeks and the days of a week as in ISO 8601 (Monday is 1). Date is the local date; Epoch is milliseconds since 1970. Null gives null. A field that does not exist, or is no date, sends the document to the error view. The names of the components from Date to Day are documented, those after them are chosen here.",
  views: { input: one("document"), output: one("document") },
  settings: {
    properties: table({
      help: "What to take out of which field, and where to put it.",
      required: true,
      columns: {
        field: documentField({ help: "Path of the date, as in `$created`." }),
        component: choice({
          help: "What to take.",
          options: dateComponents,
          default: "Date",
        }),
        result: path({ help: "Where to put it, as in `$year`; blank drops it." }),
      },
    }),
  },
  run: ({ settings: { properties } }) => {
    const rows = properties.flatMap(({ field, component, result }) =>
      field === undefined || result === undefined ? [] : [{ field, component, result }],
    );
    const copy = copyForWrites(rows.map(({ result }) => result));
    return mapBatch((document, out) => {
      let extracted = copy(document);
      for (const { field, component, result } of rows) {
        const value = field.read(document);
        const part = value === null ? null : extractComponent(value, component);
        if (part === undefined) throw notADate(field.source, value);
        extracted = requireMap(result.write(extracted, part), "The document");
      }
      out.push(extracted);
    });
  },
  examples: [
    {
      title: "Year and quarter of a local date",
      settings: {
        properties: [
          { field: { expression: "LocalDate.parse($day)" }, component: "Year", result: "$year" },
          { field: { expression: "LocalDate.parse($day)" }, component: "Quarter", result: "$q" },
        ],
      },
      given: [{ day: "2018-04-27" }],
      gives: [{ day: "2018-04-27", year: 2018, q: 2 }],
    },
    {
      title: "A date-time as text, and its hour",
      settings: {
        properties: [
          {
            field: { expression: "Date.parse($when)" },
            component: "Date String (yyyy-MM-dd)",
            result: "$day",
          },
          { field: { expression: "Date.parse($when)" }, component: "Hour", result: "$hour" },
        ],
      },
      given: [{ when: "2018-04-27T20:03:58Z" }],
      gives: [{ when: "2018-04-27T20:03:58Z", day: "2018-04-27", hour: 20 }],
    },
    {
      title: "Text is no date",
      settings: { properties: [{ field: "$when", component: "Year", result: "$year" }] },
      given: [{ when: "2018-04-27" }, { when: null }],
      gives: [{ when: null, year: null }],
      errors: [{ error: "$when is not a date", original: { when: "2018-04-27" } }],
    },
  ],
});

function notADate(source: string, value: Value): SnapFailure {
  return new SnapFailure(
    `${source} is not a date`,
    `Expected a date-time, local date-time or local date at ${source}; found ${describeValue(value)}.`,
    "Make it a date first, with Type Converter or with `Date.parse` in a Mapper.",
  );
}
