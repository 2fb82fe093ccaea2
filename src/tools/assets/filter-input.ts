import { z } from "zod";
import type { Limits } from "../../base/limits.ts";
import { commonMark } from "./brief-schema.ts";

/** The four lists of filters: `load_data` nests them, `get_insights` has them beside its other arguments. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the schema is its type
export function filterInput(limits: Limits) {
  const common = { [commonMark]: true };
  const text = z.string().max(limits.assetTextLengthMax);
  const columnId = text.describe("An attribute, selected or not.");
  const stringFilter = z
    .strictObject({
      column_id: columnId,
      values: z
        .array(text)
        .max(limits.assetFilterValuesMax)
        .describe('Any of them; "true" or "false" for BOOLEAN.'),
      add_wildcard_before: z.boolean().optional(),
      add_wildcard_after: z.boolean().optional(),
      case_sensitive: z.boolean().describe("Default false.").optional(),
      negation: z.boolean().describe("Keeps the other rows, those without a value too.").optional(),
    })
    .meta(common);
  const numericFilter = z
    .strictObject({
      column_id: columnId,
      value: z.number(),
      comparator: z.enum(["=", "!=", ">", ">=", "<", "<="]),
    })
    .meta(common);
  const dateFilter = z
    .strictObject({
      column_id: columnId,
      start_date: text.describe("YYYY-MM-DD, inclusive.").optional(),
      end_date: text.describe("Inclusive.").optional(),
      negation: z.boolean().describe("Keeps the other rows, those without a value too.").optional(),
    })
    .meta(common);
  const nullFilter = z.strictObject({ column_id: columnId, is_null: z.boolean() }).meta(common);
  const most = limits.assetFiltersMax;
  return {
    string_filters: z
      .array(stringFilter)
      .max(most)
      .describe("For BOOLEAN too. Every filter has to hold.")
      .optional(),
    numeric_filters: z.array(numericFilter).max(most).optional(),
    date_filters: z.array(dateFilter).max(most).optional(),
    null_filters: z.array(nullFilter).max(most).optional(),
  };
}
