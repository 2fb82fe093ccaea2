import type { ColumnType } from "../data/data-schema.ts";
import type { PqlNode } from "../pql/ast.ts";
import { isoDate } from "../pql/iso-date.ts";
import type { DateFilter, Filters, NullFilter, NumericFilter, StringFilter } from "./filters.ts";
import { literalPattern } from "./like-pattern.ts";
import { lowerCase } from "./lower-case.ts";
import type { ModelColumn } from "./model-index.ts";
import { pql } from "./pql-build.ts";
import { QuestionRefusal } from "./question-refusal.ts";
import { shownId } from "./resolve-column.ts";

/** A filter as it is applied. */
export interface AppliedFilter {
  readonly condition: PqlNode;
  /** For the scope of an answer: `"ORDERS.REGION" is one of "North", "South"`. */
  readonly words: string;
}

/** A column that a filter may be about, with its type. */
export interface FilterColumn {
  readonly column: ModelColumn;
  readonly type: ColumnType;
}

/** Finds the column of an id at a place of the question, or refuses. */
export type FilterColumns = (id: string, attribute: string) => FilterColumn;

/** The filters of a question as conditions that must all hold, their values bound. */
export function filterConditions(
  filters: Filters,
  columnOf: FilterColumns,
): readonly AppliedFilter[] {
  return [
    ...(filters.string_filters ?? []).map((filter, index) =>
      stringCondition(filter, `string_filters.${index}`, columnOf),
    ),
    ...(filters.numeric_filters ?? []).map((filter, index) =>
      numericCondition(filter, `numeric_filters.${index}`, columnOf),
    ),
    ...(filters.date_filters ?? []).map((filter, index) =>
      dateCondition(filter, `date_filters.${index}`, columnOf),
    ),
    ...(filters.null_filters ?? []).map((filter, index) =>
      nullCondition(filter, `null_filters.${index}`, columnOf),
    ),
  ];
}

function stringCondition(filter: StringFilter, at: string, columnOf: FilterColumns): AppliedFilter {
  const { column, type } = columnOf(filter.column_id, `${at}.column_id`);
  if (filter.values.length === 0) {
    throw new QuestionRefusal(
      `${at}.values`,
      `The filter on ${shownId(column.id)} has no values`,
      "A string filter keeps the rows whose value is one of its `values`; with none it would keep nothing.",
      "Name at least one value, or leave the filter out; a null filter finds rows without a value.",
    );
  }
  const condition =
    type === "BOOLEAN"
      ? booleanMatch(filter, column, at)
      : textMatch(filter, requireType(column, type, "STRING", at));
  return negatable(filter, column, condition, stringWords(filter, column.id));
}

function textMatch(filter: StringFilter, column: ModelColumn): PqlNode {
  const { values, add_wildcard_before: before, add_wildcard_after: after } = filter;
  const exact = filter.case_sensitive === true;
  const operand = exact ? column.node : pql.call("LOWER", column.node);
  const texts = exact ? values : values.map(lowerCase);
  if (before !== true && after !== true) return pql.isOneOf(operand, texts.map(pql.text));
  return pql.any(
    texts.map((text) =>
      pql.like(operand, pql.text(`${wild(before)}${literalPattern(text)}${wild(after)}`)),
    ),
  );
}

function wild(on: boolean | undefined): string {
  return on === true ? "%" : "";
}

function booleanMatch(filter: StringFilter, column: ModelColumn, at: string): PqlNode {
  const values = filter.values.map((value, index) => {
    const word = value.trim().toLowerCase();
    if (word === "true" || word === "false") return pql.boolean(word === "true");
    throw new QuestionRefusal(
      `${at}.values.${index}`,
      `${shownId(value)} is no value of ${shownId(column.id)}`,
      "The column is of type BOOLEAN; a string filter on it takes the values `true` and `false`.",
      'Send "values": ["true"] or "values": ["false"].',
    );
  });
  return pql.any(values.map((value) => pql.binary(column.node, "=", value)));
}

function numericCondition(
  filter: NumericFilter,
  at: string,
  columnOf: FilterColumns,
): AppliedFilter {
  const { column, type } = columnOf(filter.column_id, `${at}.column_id`);
  requireType(column, type, "NUMBER", at);
  if (!Number.isFinite(filter.value)) {
    throw new QuestionRefusal(
      `${at}.value`,
      `The filter on ${shownId(column.id)} compares with ${filter.value}`,
      "A numeric filter compares with a finite number.",
      "Send a number such as 100 or 2.5.",
    );
  }
  return {
    condition: pql.binary(column.node, filter.comparator, pql.number(filter.value)),
    words: `"${column.id}" ${filter.comparator} ${filter.value}`,
  };
}

function dateCondition(filter: DateFilter, at: string, columnOf: FilterColumns): AppliedFilter {
  const { column, type } = columnOf(filter.column_id, `${at}.column_id`);
  requireType(column, type, "DATE", at);
  const { start_date: startText, end_date: endText } = filter;
  const start = startText === undefined ? undefined : startOf(startText, `${at}.start_date`);
  const end = endText === undefined ? undefined : endOf(endText, `${at}.end_date`);
  if (start === undefined && end === undefined) {
    throw new QuestionRefusal(
      at,
      `The filter on ${shownId(column.id)} has no dates`,
      "A date filter needs `start_date`, `end_date` or both; both belong to the range.",
      'Send "start_date": "2024-01-01" or "end_date": "2024-12-31".',
    );
  }
  if (start !== undefined && end !== undefined && start > end) {
    throw new QuestionRefusal(
      at,
      `The filter on ${shownId(column.id)} ends before it starts`,
      `\`start_date\` is ${startText ?? ""}, \`end_date\` is ${endText ?? ""}.`,
      "Swap the two dates.",
    );
  }
  const bounds = [
    ...(start === undefined ? [] : [pql.binary(column.node, ">=", pql.date(start))]),
    ...(end === undefined ? [] : [pql.binary(column.node, "<=", pql.date(end))]),
  ];
  const range = [
    startText === undefined ? "" : ` from ${startText}`,
    endText === undefined ? "" : ` to ${endText} inclusive`,
  ];
  return negatable(
    filter,
    column,
    pql.all(bounds),
    (negated) => `"${column.id}" is${negated ? " not" : ""}${range.join("")}`,
  );
}

function nullCondition(filter: NullFilter, at: string, columnOf: FilterColumns): AppliedFilter {
  const { column } = columnOf(filter.column_id, `${at}.column_id`);
  return {
    condition: pql.isNull(column.node, !filter.is_null),
    words: `"${column.id}" has ${filter.is_null ? "no value" : "a value"}`,
  };
}

/** A negated filter keeps exactly the rows that it would drop otherwise, those without a value among them. */
function negatable(
  filter: { readonly negation?: boolean | undefined },
  column: ModelColumn,
  condition: PqlNode,
  words: (negated: boolean) => string,
): AppliedFilter {
  if (filter.negation !== true) return { condition, words: words(false) };
  return {
    condition: pql.any([pql.isNull(column.node), pql.not(condition)]),
    words: `${words(true)} (rows without a value stay)`,
  };
}

function stringWords(filter: StringFilter, id: string): (negated: boolean) => string {
  const { add_wildcard_before: before, add_wildcard_after: after } = filter;
  const some = filter.values.length > 1 ? " one of" : "";
  const values = filter.values.slice(0, wordsMax).map((value) => shownId(value));
  if (filter.values.length > wordsMax) values.push(`${filter.values.length - wordsMax} more`);
  const verb = (negated: boolean): string => {
    if (before === true && after === true) return negated ? "does not contain" : "contains";
    if (after === true) return negated ? "does not start with" : "starts with";
    if (before === true) return negated ? "does not end with" : "ends with";
    return negated ? "is not" : "is";
  };
  const cased = filter.case_sensitive === true ? " (case-sensitive)" : "";
  return (negated) => `"${id}" ${verb(negated)}${some} ${values.join(", ")}${cased}`;
}

/** Values of one filter that its words repeat. */
const wordsMax = 10;

function startOf(text: string, attribute: string): string {
  return readDate(text, attribute);
}

/** A day ends with its last microsecond, or millisecond where a number does not hold the microseconds since 1970. */
function endOf(text: string, attribute: string): string {
  const time = readDate(text, attribute);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return time;
  return `${time.slice(0, 10)}T23:59:59.${time < "2255" ? "999999" : "999"}`;
}

function readDate(text: string, attribute: string): string {
  const iso = isoDate(text);
  if (iso !== undefined) return iso;
  throw new QuestionRefusal(
    attribute,
    `${shownId(text)} is no date`,
    "A date is `YYYY-MM-DD` and exists in the calendar; a point in time is `YYYY-MM-DDTHH:MM:SS` without a zone.",
    'Send a date such as "2024-01-31".',
  );
}

const filterKinds = {
  STRING: "string_filters",
  BOOLEAN: "string_filters",
  INT: "numeric_filters",
  FLOAT: "numeric_filters",
  DATE: "date_filters",
} as const;

function requireType(
  column: ModelColumn,
  type: ColumnType,
  wanted: "STRING" | "NUMBER" | "DATE",
  at: string,
): ModelColumn {
  const fits = wanted === "NUMBER" ? type === "INT" || type === "FLOAT" : type === wanted;
  if (fits) return column;
  throw new QuestionRefusal(
    `${at}.column_id`,
    `${shownId(column.id)} cannot be filtered by \`${at.split(".")[0] ?? ""}\``,
    `The column is of type ${type}.`,
    `Send the filter in \`${filterKinds[type]}\`: ${examples[type]}`,
  );
}

const examples: Readonly<Record<ColumnType, string>> = {
  STRING: '{"column_id": "…", "values": ["…"]}',
  BOOLEAN: '{"column_id": "…", "values": ["true"]}',
  INT: '{"column_id": "…", "comparator": ">=", "value": 10}',
  FLOAT: '{"column_id": "…", "comparator": ">=", "value": 10.5}',
  DATE: '{"column_id": "…", "start_date": "2024-01-01", "end_date": "2024-12-31"}',
};
