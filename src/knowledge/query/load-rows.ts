import { assert } from "../../base/errors.ts";
import { nearestNames } from "../../base/nearest.ts";
import type { AnswerColumn, LoadAnswer, LoadQuestion } from "../knowledge-base.ts";
import { compileQuery } from "../pql/compile-query.ts";
import type { CheckContext, CompiledColumn } from "../pql/query.ts";
import type { Cell } from "../warehouse/warehouse.ts";
import type { Asker } from "./asker.ts";
import { columnType } from "./column-types.ts";
import type { ModelColumn } from "./model-index.ts";
import { masked, openQuestion, type OpenQuestion } from "./open-question.ts";
import { refusalOf } from "./refusal-of.ts";
import type { QueryParts } from "./query-parts.ts";
import { QuestionRefusal } from "./question-refusal.ts";
import { shownId } from "./resolve-column.ts";

/**
 * Rows of columns: KPIs alone give one row, KPIs with attributes are grouped by them, attributes alone are the rows of
 * their table. Masked columns are null and take no part in the plan, so that nothing is grouped or ordered by them.
 */
export async function loadRows(
  parts: QueryParts,
  question: LoadQuestion,
  asker: Asker,
  signal: AbortSignal,
): Promise<LoadAnswer> {
  const open = openQuestion(parts, asker, {
    filters: question.filters,
    modelFilters: question.modelFilters ?? [],
    authored: question.authored ?? false,
  });
  const columns = columnsOf(question, open);
  const planned = columns.filter((column) => !open.policies.masked.has(column.id));
  if (planned.length === 0) throw allMasked(columns);
  const orderBy = orderOf(question, columns, open);
  const offset = question.page * question.pageSize;
  const most = question.limit ?? Number.POSITIVE_INFINITY;
  const compiled = compileQuery(
    {
      columns: planned.map(({ id, node, kind }) => ({ id, node, role: kind })),
      conditions: open.conditions,
      orderBy:
        orderBy === undefined ? [] : [{ columnId: orderBy, descending: !question.ascending }],
      offset,
      limit: Math.max(0, Math.min(question.pageSize, most - offset)),
      withTotal: true,
    },
    open.context,
  );
  if (compiled.kind === "invalid") throw refusalOf(compiled.findings, "columns");
  const page = compiled.read(await parts.data.warehouse.query(compiled.statement, signal));
  assert(page.total !== undefined, "a total was asked for");
  const total = Math.min(page.total, most);
  return {
    page: question.page,
    pageSize: question.pageSize,
    total,
    hasMore: offset + page.rows.length < total && page.rows.length > 0,
    columns: columns.map((column) => answerColumn(column, compiled.columns, open.context)),
    rows: planned.length === columns.length ? page.rows : widened(page.rows, columns, planned),
    scope: {
      appliedFilters: open.appliedFilters,
      maskedColumns: columns.flatMap(({ id }) => (open.policies.masked.has(id) ? id : [])),
      grain: compiled.grain,
      loadedMs: parts.data.loadedMs,
    },
  };
}

/** The columns asked for, each once. */
function columnsOf(question: LoadQuestion, open: OpenQuestion): readonly ModelColumn[] {
  const columns = new Map<string, ModelColumn>();
  for (const [index, id] of question.columns.entries()) {
    const column = open.column(id, `columns.${index}`);
    columns.set(column.id, column);
  }
  if (columns.size > 0) return [...columns.values()];
  throw new QuestionRefusal(
    "columns",
    "No columns were asked for",
    "`columns` names the KPIs and attributes of the answer.",
    "Call search_data or get_knowledge_model for their ids.",
  );
}

function orderOf(
  { orderBy }: LoadQuestion,
  columns: readonly ModelColumn[],
  open: OpenQuestion,
): string | undefined {
  if (orderBy === undefined) return undefined;
  const { id } = open.column(orderBy, "order_by");
  const ids = columns.map((column) => column.id);
  if (!ids.includes(id)) {
    const [nearest] = nearestNames(id, ids);
    throw new QuestionRefusal(
      "order_by",
      `The answer cannot be ordered by ${shownId(id)}`,
      `\`order_by\` is one of the columns of the answer: ${ids.map(shownId).join(", ")}.`,
      nearest === undefined
        ? `Add ${shownId(id)} to \`columns\`, or order by one of them.`
        : `Add ${shownId(id)} to \`columns\`. Or did you mean ${shownId(nearest)}?`,
    );
  }
  if (open.policies.masked.has(id)) throw masked(id, "order_by", "ordered by");
  return id;
}

function answerColumn(
  column: ModelColumn,
  compiled: readonly CompiledColumn[],
  context: CheckContext,
): AnswerColumn {
  const { id, displayName, format, unit } = column;
  const type =
    compiled.find((one) => one.id === id)?.type ?? columnType(column, context, "columns");
  if (typeof type !== "string") throw type;
  return {
    id,
    type,
    displayName,
    ...(format === undefined ? {} : { format }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** The rows of the planned columns with nulls where the masked ones stand. */
function widened(
  rows: readonly (readonly Cell[])[],
  columns: readonly ModelColumn[],
  planned: readonly ModelColumn[],
): readonly (readonly Cell[])[] {
  const places = columns.map((column) => planned.indexOf(column));
  return rows.map((row) => places.map((place) => (place < 0 ? null : (row[place] ?? null))));
}

function allMasked(columns: readonly ModelColumn[]): QuestionRefusal {
  return new QuestionRefusal(
    "columns",
    "Every column asked for is masked",
    `A policy hides the values of ${columns.map(({ id }) => shownId(id)).join(", ")} from the caller.`,
    "Ask for at least one other column.",
  );
}
