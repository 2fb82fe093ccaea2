import type { Kpi } from "../model/knowledge-model.ts";
import type { PqlNode } from "../pql/ast.ts";
import type { Asker } from "../query/asker.ts";
import type { ModelColumn, ModelIndex } from "../query/model-index.ts";
import { masked, openQuestion, type OpenQuestion } from "../query/open-question.ts";
import { pql } from "../query/pql-build.ts";
import type { QueryParts } from "../query/query-parts.ts";
import { refusalOf } from "../query/refusal-of.ts";
import { columnType } from "../query/column-types.ts";
import { QuestionRefusal } from "../query/question-refusal.ts";
import { shownId } from "../query/resolve-column.ts";
import { askColumns } from "./ask-columns.ts";
import { insightText } from "./insight-text.ts";
import type { ExaminedField, InsightsAnswer, InsightsQuestion, SkippedField } from "./insights.ts";
import { type FieldRows, rankSegments } from "./rank-segments.ts";
import { type Measured, rowsId, splitField } from "./split-field.ts";

/**
 * Which values of which fields move a KPI. Deterministic: the KPI is computed for every value of every field and
 * compared with what it is overall.
 */
export async function findInsights(
  parts: QueryParts,
  question: InsightsQuestion,
  asker: Asker,
  signal: AbortSignal,
): Promise<InsightsAnswer> {
  const { filters } = question;
  const open = openQuestion(parts, asker, { filters, modelFilters: [], authored: false });
  const kpi = kpiOf(parts, question, open);
  const { measured, overall, grain } = await measureOverall(parts, open, kpi, signal);
  const chosen = fieldsOf(parts, question, open);
  const examined: ExaminedField[] = [];
  const skipped: SkippedField[] = [];
  const rows: FieldRows[] = [];
  for (const field of chosen.columns) {
    const outcome = await splitTyped(parts, open, field, measured, signal);
    if (outcome.kind === "skipped") {
      skipped.push({ fieldId: field.id, reason: outcome.reason });
      continue;
    }
    const { buckets, answer } = outcome.split;
    const named = { fieldId: field.id, fieldName: field.displayName };
    examined.push({ ...named, values: answer.total, valuesExamined: answer.rows.length });
    rows.push({
      ...named,
      rows: answer.rows.map(([bucket = null, value = null, count = null]) => [
        buckets.label(bucket),
        value,
        count,
      ]),
    });
  }
  if (examined.length === 0) throw nothingToSplitBy(kpi.id, skipped);
  const comparison = isAdditive(kpi.column.node, parts.index) ? "additive" : "average";
  const rowsMin = Math.min(Math.max(5, Math.ceil(overall.rows / 100)), Math.ceil(overall.rows / 4));
  const { desiredDirection } = kpi;
  const ranking = { overall, comparison, desiredDirection, rowsMin } as const;
  const { id, displayName, format, unit } = kpi;
  const answer = {
    kpi: {
      id,
      displayName,
      desiredDirection,
      ...(format === undefined ? {} : { format }),
      ...(unit === undefined ? {} : { unit }),
    },
    overall,
    comparison,
    segments: rankSegments(rows, ranking).slice(0, segmentsMax),
    segmentCount: rows.reduce((sum, field) => sum + field.rows.length, 0),
    fields: examined,
    skipped: [...skipped, ...chosen.skipped],
    rowsMin,
    scope: {
      appliedFilters: open.appliedFilters,
      maskedColumns: [],
      grain,
      loadedMs: parts.data.loadedMs,
    },
  } as const;
  return { ...answer, text: insightText(answer) };
}

/** Segments that an answer lists. */
const segmentsMax = 50;

interface AskedKpi extends Kpi {
  readonly column: ModelColumn;
}

function kpiOf({ index }: QueryParts, { kpi: id }: InsightsQuestion, open: OpenQuestion): AskedKpi {
  const column = open.column(id, "kpi");
  const kpi = index.model.kpis.find((one) => one.id === column.id);
  if (kpi === undefined) {
    throw new QuestionRefusal(
      "kpi",
      `${shownId(column.id)} is an attribute, not a KPI`,
      "Insights say what moves a KPI.",
      `The KPIs are ${kpiIds(index.model.kpis).map(shownId).join(", ")}.`,
    );
  }
  if (open.policies.masked.has(column.id)) throw masked(column.id, "kpi", "looked into");
  return { ...kpi, column };
}

function kpiIds(kpis: readonly Kpi[]): readonly string[] {
  return kpis.flatMap((kpi) => (kpi.eligible ? kpi.id : [])).slice(0, 20);
}

async function measureOverall(
  parts: QueryParts,
  open: OpenQuestion,
  { column }: AskedKpi,
  signal: AbortSignal,
): Promise<{
  readonly measured: Measured;
  readonly overall: InsightsAnswer["overall"];
  readonly grain: string;
}> {
  const alone = { id: column.id, node: column.node, role: "kpi" } as const;
  const first = await askColumns(parts, open, { columns: [alone], limit: 1 }, signal);
  if (first.kind === "invalid") throw refusalOf(first.findings, "kpi");
  const [grain = ""] = first.grain.split(", ");
  const rows = pql.call("COUNT_TABLE", pql.table(grain));
  const counted = await askColumns(
    parts,
    open,
    { columns: [alone, { id: rowsId, node: rows, role: "kpi" }], limit: 1 },
    signal,
  );
  if (counted.kind === "invalid") throw refusalOf(counted.findings, "kpi");
  const [value = null, count = null] = counted.rows[0] ?? [];
  if (value === null || Number(count) === 0) {
    throw new QuestionRefusal(
      "",
      `${shownId(column.id)} has no value under these filters`,
      `The filters leave ${Number(count)} rows of ${grain}.`,
      "Loosen the filters.",
    );
  }
  if (typeof value !== "number") {
    throw new QuestionRefusal(
      "kpi",
      `${shownId(column.id)} is not a number`,
      "Insights compare numbers.",
      "Ask for a KPI of type INT or FLOAT.",
    );
  }
  return {
    measured: { kpiId: column.id, kpi: column.node, rows },
    overall: { value, rows: Number(count) },
    grain,
  };
}

function fieldsOf(
  { index, limits }: QueryParts,
  { fieldIds }: InsightsQuestion,
  open: OpenQuestion,
): { readonly columns: readonly ModelColumn[]; readonly skipped: readonly SkippedField[] } {
  if (fieldIds !== undefined) {
    const columns = fieldIds.map((id, at) => {
      const column = open.column(id, `field_ids.${at}`);
      if (column.kind === "kpi") throw kpiAsField(column.id, `field_ids.${at}`);
      if (!open.policies.masked.has(column.id)) return column;
      throw masked(column.id, `field_ids.${at}`, "split by");
    });
    return { columns: [...new Set(columns)], skipped: [] };
  }
  const identifiers = new Set(index.model.records.map((record) => record.identifier?.columnId));
  const eligible = [...index.columns.values()].filter(
    ({ id, kind, eligible: seen }) =>
      seen && kind === "attribute" && !identifiers.has(id) && !open.policies.masked.has(id),
  );
  const most = limits.insightFieldsMax;
  return {
    columns: eligible.slice(0, most),
    skipped: eligible.slice(most).map(({ id }) => ({
      fieldId: id,
      reason: `One question looks at ${most} fields (insightFieldsMax); name it in \`field_ids\`.`,
    })),
  };
}

async function splitTyped(
  parts: QueryParts,
  open: OpenQuestion,
  field: ModelColumn,
  measured: Measured,
  signal: AbortSignal,
): ReturnType<typeof splitField> {
  const type = columnType(field, open.context, "field_ids");
  if (typeof type !== "string") return { kind: "skipped", reason: `${type.message}.` };
  return splitField(parts, open, field, type, measured, signal);
}

/** Whether the KPI of the whole is the sum of the KPI of the parts. */
function isAdditive(node: PqlNode, index: ModelIndex): boolean {
  if (node.kind !== "call") return false;
  if (node.name === "KPI") {
    const [id] = node.arguments;
    const named = id?.kind === "text" ? index.columns.get(id.value) : undefined;
    return named !== undefined && isAdditive(named.node, index);
  }
  return (
    (node.name === "SUM" || node.name === "COUNT" || node.name === "COUNT_TABLE") && !node.distinct
  );
}

function kpiAsField(id: string, attribute: string): QuestionRefusal {
  return new QuestionRefusal(
    attribute,
    `${shownId(id)} is a KPI, not a field`,
    "Fields are attributes, `RECORD.ATTRIBUTE`, by whose values the rows are split.",
    "Leave it out, or send it as `kpi`.",
  );
}

function nothingToSplitBy(kpi: string, skipped: readonly SkippedField[]): QuestionRefusal {
  const [first] = skipped;
  return new QuestionRefusal(
    "field_ids",
    `${shownId(kpi)} cannot be split by any of the fields`,
    first === undefined ? "No field was named." : `${first.fieldId}: ${first.reason}`,
    "Name attributes of the table that the KPI is computed over, or of tables above it.",
  );
}
