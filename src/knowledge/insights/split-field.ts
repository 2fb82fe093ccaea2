import type { ColumnType } from "../data/data-schema.ts";
import type { PqlNode } from "../pql/ast.ts";
import type { ModelColumn } from "../query/model-index.ts";
import type { OpenQuestion } from "../query/open-question.ts";
import { pql } from "../query/pql-build.ts";
import type { QueryParts } from "../query/query-parts.ts";
import { askColumns, type ColumnsAnswered } from "./ask-columns.ts";
import { dateBuckets, type FieldBuckets, numberBuckets, plainBuckets } from "./field-buckets.ts";
import { showNumber } from "./show-number.ts";

/** The KPI and how many rows it is computed over, as columns of every query of one answer. */
export interface Measured {
  readonly kpiId: string;
  readonly kpi: PqlNode;
  readonly rows: PqlNode;
}

/** No column of a model has spaces in its id. */
export const rowsId = "number of rows";

export interface FieldSplit {
  readonly buckets: FieldBuckets;
  /** `[bucket, KPI, rows]`, most rows first. */
  readonly answer: Extract<ColumnsAnswered, { kind: "rows" }>;
}

export type SplitOutcome =
  | { readonly kind: "split"; readonly split: FieldSplit }
  | { readonly kind: "skipped"; readonly reason: string };

/** The KPI for every value of a field, or for ranges of its values: one query, two for numbers and dates. */
export async function splitField(
  parts: QueryParts,
  open: OpenQuestion,
  field: ModelColumn,
  type: ColumnType,
  measured: Measured,
  signal: AbortSignal,
): Promise<SplitOutcome> {
  const buckets = await bucketsOf(parts, open, field, type, signal);
  if (buckets.kind === "skipped") return buckets;
  const answer = await askColumns(
    parts,
    open,
    {
      columns: [
        { id: field.id, node: buckets.buckets.node, role: "attribute" },
        { id: measured.kpiId, node: measured.kpi, role: "kpi" },
        { id: rowsId, node: measured.rows, role: "kpi" },
      ],
      mostFirst: rowsId,
      limit: parts.limits.insightValuesMax,
    },
    signal,
  );
  if (answer.kind === "invalid") return skipped(answer);
  return { kind: "split", split: { buckets: buckets.buckets, answer } };
}

async function bucketsOf(
  parts: QueryParts,
  open: OpenQuestion,
  field: ModelColumn,
  type: ColumnType,
  signal: AbortSignal,
): Promise<{ readonly kind: "buckets"; readonly buckets: FieldBuckets } | Skipped> {
  const { node } = field;
  if (type === "STRING" || type === "BOOLEAN") {
    return { kind: "buckets", buckets: plainBuckets(node) };
  }
  const extremes = [pql.call("MIN", node), pql.call("MAX", node)];
  const cuts = quantiles.map((fraction) => pql.call("QUANTILE", node, pql.float(fraction)));
  const asked = type === "DATE" ? extremes : [pql.countDistinct(node), ...cuts];
  const answer = await askColumns(
    parts,
    open,
    {
      columns: asked.map((one, index) => ({ id: `cut${index}`, node: one, role: "kpi" })),
      limit: 1,
    },
    signal,
  );
  if (answer.kind === "invalid") return skipped(answer);
  const [row = []] = answer.rows;
  const [first, ...more] = row;
  if (type === "DATE") {
    const [last] = more;
    return typeof first === "string" && typeof last === "string"
      ? { kind: "buckets", buckets: dateBuckets(node, first, last) }
      : { kind: "skipped", reason: "It has no values under these filters." };
  }
  const bounds = more.filter((cell) => typeof cell === "number");
  if (bounds.length === 0) {
    return { kind: "skipped", reason: "It has no values under these filters." };
  }
  return {
    kind: "buckets",
    buckets:
      Number(first) <= plainNumbersMax
        ? plainBuckets(node)
        : numberBuckets(node, bounds, (value) =>
            showNumber(value, field.format === undefined ? {} : { format: field.format }),
          ),
  };
}

interface Skipped {
  readonly kind: "skipped";
  readonly reason: string;
}

function skipped({ findings }: Extract<ColumnsAnswered, { kind: "invalid" }>): Skipped {
  const [finding] = findings;
  return { kind: "skipped", reason: `${finding?.error ?? ""} ${finding?.reason ?? ""}`.trim() };
}

/** Numbers of at most so many values are not cut into ranges. */
const plainNumbersMax = 10;

/** Where numbers are cut: five ranges of about equally many rows. */
const quantiles = [0.2, 0.4, 0.6, 0.8] as const;
