import { z } from "zod";
import { assert, unreachable } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import type { FilterArgument } from "../../control/assets/asset-definition.ts";
import type { ColumnType } from "../../knowledge/data/data-schema.ts";
import type { KnowledgeBase } from "../../knowledge/knowledge-base.ts";
import type {
  DateFilter,
  Filters,
  NumericFilter,
  StringFilter,
} from "../../knowledge/query/filters.ts";

/** An argument that an author named, as the filter that it is. */
export type ArgumentFilter = { readonly argument: string } & (
  | { readonly list: "string_filters"; readonly filter: StringFilter }
  | { readonly list: "numeric_filters"; readonly filter: NumericFilter }
  | { readonly list: "date_filters"; readonly filter: DateFilter }
);

/** What the argument takes: values of the type of its column. */
export function argumentSchema(
  argument: FilterArgument,
  knowledge: KnowledgeBase,
  limits: Limits,
): z.ZodType {
  const { description } = argument;
  const text = z.string().max(limits.assetTextLengthMax);
  const type = typeOf(argument, knowledge);
  switch (type) {
    case "STRING":
      return (argument.match === "equals" ? text : text.min(1)).describe(description);
    case "BOOLEAN":
      return z.boolean().describe(description);
    case "INT":
    case "FLOAT":
      return z.number().describe(description);
    case "DATE":
      return text.describe(`${description} (YYYY-MM-DD)`.trim());
    default:
      return unreachable(type);
  }
}

export function argumentExample(argument: FilterArgument, knowledge: KnowledgeBase): unknown {
  const type = typeOf(argument, knowledge);
  switch (type) {
    case "STRING":
      return "…";
    case "BOOLEAN":
      return true;
    case "INT":
    case "FLOAT":
      return 1;
    case "DATE":
      return "2024-01-31";
    default:
      return unreachable(type);
  }
}

/** The filter of an argument's value, which its schema has read. */
export function argumentFilter(
  argument: FilterArgument,
  value: unknown,
  knowledge: KnowledgeBase,
): ArgumentFilter {
  const { name, column, match, caseSensitive } = argument;
  const type = typeOf(argument, knowledge);
  switch (type) {
    case "STRING":
    case "BOOLEAN":
      return {
        argument: name,
        list: "string_filters",
        filter: {
          column_id: column,
          values: [String(value)],
          add_wildcard_before: match === "contains",
          add_wildcard_after: match === "contains" || match === "starts_with",
          case_sensitive: caseSensitive,
        },
      };
    case "INT":
    case "FLOAT": {
      assert(typeof value === "number", "the schema of a numeric column takes numbers");
      const comparator = comparators[match] ?? "=";
      return {
        argument: name,
        list: "numeric_filters",
        filter: { column_id: column, value, comparator },
      };
    }
    case "DATE": {
      const date = String(value);
      const from = match !== "at_most" && match !== "to_date";
      const to = match !== "at_least" && match !== "from_date";
      return {
        argument: name,
        list: "date_filters",
        filter: {
          column_id: column,
          ...(from ? { start_date: date } : {}),
          ...(to ? { end_date: date } : {}),
        },
      };
    }
    default:
      return unreachable(type);
  }
}

const comparators: Readonly<Record<string, ">=" | "<=" | undefined>> = {
  at_least: ">=",
  at_most: "<=",
};

/** Filters as a question has them, and which argument each came from by its place, such as `string_filters.0`. */
export function joinFilters(given: readonly ArgumentFilter[]): {
  readonly filters: Filters;
  readonly argumentAt: ReadonlyMap<string, string>;
} {
  const strings: StringFilter[] = [];
  const numbers: NumericFilter[] = [];
  const dates: DateFilter[] = [];
  const argumentAt = new Map<string, string>();
  for (const one of given) {
    switch (one.list) {
      case "string_filters":
        argumentAt.set(`${one.list}.${strings.push(one.filter) - 1}`, one.argument);
        break;
      case "numeric_filters":
        argumentAt.set(`${one.list}.${numbers.push(one.filter) - 1}`, one.argument);
        break;
      case "date_filters":
        argumentAt.set(`${one.list}.${dates.push(one.filter) - 1}`, one.argument);
        break;
      default:
        unreachable(one);
    }
  }
  const filters = { string_filters: strings, numeric_filters: numbers, date_filters: dates };
  return { filters, argumentAt };
}

function typeOf({ column, match }: FilterArgument, knowledge: KnowledgeBase): ColumnType {
  const known = knowledge.columnTypes.get(column);
  if (known !== undefined) return known;
  return match === "from_date" || match === "to_date" ? "DATE" : "STRING";
}
