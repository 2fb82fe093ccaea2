import { z } from "zod";
import type { Limits } from "../../base/limits.ts";

/**
 * The four lists of filters: `load_data` nests them, `get_insights` has them beside its other arguments. Where a tool
 * refers to `load_data` for them, its schema does without their words.
 */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the schema is its type
export function filterInput(limits: Limits, help: "whole" | "brief" = "whole") {
  const said = <Schema extends z.ZodType>(schema: Schema, words: string): Schema =>
    help === "brief" ? schema : schema.describe(words);
  const flag = (words: string): z.ZodOptional<z.ZodBoolean> => said(z.boolean(), words).optional();
  const text = z.string().max(limits.assetTextLengthMax);
  const columnId = said(text, "Id of an attribute; it need not be among the columns.");
  const stringFilter = z.strictObject({
    column_id: columnId,
    values: said(
      z.array(text).max(limits.assetFilterValuesMax),
      'One of them has to match; "true" or "false" for BOOLEAN.',
    ),
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
    start_date: said(text, "YYYY-MM-DD, inclusive.").optional(),
    end_date: said(text, "YYYY-MM-DD, the whole day inclusive.").optional(),
    negation: flag("Keeps what lies outside, rows without a date too."),
  });
  const nullFilter = z.strictObject({ column_id: columnId, is_null: z.boolean() });
  const most = limits.assetFiltersMax;
  return {
    string_filters: said(
      z.array(stringFilter).max(most),
      "For STRING and BOOLEAN. Values of one filter are OR; filters are AND.",
    ).optional(),
    numeric_filters: said(z.array(numericFilter).max(most), "For INT and FLOAT.").optional(),
    date_filters: said(z.array(dateFilter).max(most), "For DATE.").optional(),
    null_filters: said(
      z.array(nullFilter).max(most),
      "Rows without a value, or with one.",
    ).optional(),
  };
}
