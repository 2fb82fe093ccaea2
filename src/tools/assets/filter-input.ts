import { z } from "zod";
import type { Limits } from "../../base/limits.ts";

/** The four lists of filters: `load_data` nests them, `get_insights` has them beside its other arguments. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the schema is its type
export function filterInput(limits: Limits) {
  const text = z.string().max(limits.assetTextLengthMax);
  const columnId = text.describe("Id of an attribute; it need not be among the columns.");
  const stringFilter = z.strictObject({
    column_id: columnId,
    values: z
      .array(text)
      .max(limits.assetFilterValuesMax)
      .describe('One of them has to match; "true" or "false" for BOOLEAN.'),
    add_wildcard_before: flag("The value may be preceded by anything."),
    add_wildcard_after: flag("The value may be followed by anything."),
    case_sensitive: flag("Default false."),
    negation: flag("Keeps what does not match, rows without a value too."),
  });
  const numericFilter = z.strictObject({
    column_id: columnId,
    value: z.number(),
    comparator: z.enum(["=", "!=", ">", ">=", "<", "<="]),
  });
  const dateFilter = z.strictObject({
    column_id: columnId,
    start_date: text.describe("YYYY-MM-DD, inclusive.").optional(),
    end_date: text.describe("YYYY-MM-DD, the whole day inclusive.").optional(),
    negation: flag("Keeps what lies outside, rows without a date too."),
  });
  const nullFilter = z.strictObject({ column_id: columnId, is_null: z.boolean() });
  const most = limits.assetFiltersMax;
  return {
    string_filters: z
      .array(stringFilter)
      .max(most)
      .describe("For STRING and BOOLEAN. Values of one filter are OR; filters are AND.")
      .optional(),
    numeric_filters: z.array(numericFilter).max(most).describe("For INT and FLOAT.").optional(),
    date_filters: z.array(dateFilter).max(most).describe("For DATE.").optional(),
    null_filters: z
      .array(nullFilter)
      .max(most)
      .describe("Rows without a value, or with one.")
      .optional(),
  };
}

function flag(help: string): z.ZodOptional<z.ZodBoolean> {
  return z.boolean().describe(help).optional();
}
