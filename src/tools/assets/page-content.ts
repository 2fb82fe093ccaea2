import { z } from "zod";
import { printJson, setOwn } from "../../base/json.ts";
import type { Limits } from "../../base/limits.ts";
import type { AnswerColumn, LoadAnswer } from "../../knowledge/knowledge-base.ts";
import type { Cell } from "../../knowledge/warehouse/warehouse.ts";
import type { AssetToolAnswer } from "./define-asset-tool.ts";

const cell = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .describe("DATE in ISO 8601; INT past 2^53 as a string.");
const rows = z.array(z.record(z.string(), cell));
const columns = z.array(
  z.object({
    id: z.string(),
    type: z.enum(["STRING", "INT", "FLOAT", "DATE", "BOOLEAN"]),
    displayName: z.string(),
    format: z.string().optional(),
    unit: z.string().optional(),
  }),
);

const around = {
  page: z.int(),
  page_size: z.int(),
  total: z.int().describe("Rows of all pages."),
  has_more: z.boolean(),
  applied_filters: z.array(z.string()).describe("Those of policies too."),
  masked_columns: z.array(z.string()).describe("Null by a policy."),
  grain: z.string().describe("Table whose rows are shown or aggregated."),
  data_loaded_at: z.string(),
  truncated: z.boolean().describe("Rows of this page were cut off.").optional(),
  note: z.string(),
};

/** What the tools that answer with rows put into `structuredContent`. */
export const pageContent = z.object({
  ...around,
  data_frame_content: z.object({ data: rows, schema_: columns }),
});

/** The same for the REST twin. */
export const pageBody = z.object({
  ...around,
  data_frame_content: z.object({ data: rows, schema: columns }),
});

type Row = Readonly<Record<string, Cell>>;

/** A page of rows in the published form: the array of rows as text, the page object as structured content. */
export function pageAnswer(
  answer: LoadAnswer,
  { assetAnswerLengthMax }: Limits,
): AssetToolAnswer<z.input<typeof pageContent>> {
  const whole = answer.rows.map((row) => rowObject(answer.columns, row));
  const { data, text } = withinLength(whole, assetAnswerLengthMax);
  const truncated = data.length < whole.length;
  const note = noteOf(answer, data.length);
  const page = {
    page: answer.page,
    page_size: answer.pageSize,
    total: answer.total,
    has_more: answer.hasMore || truncated,
    applied_filters: [...answer.scope.appliedFilters],
    masked_columns: [...answer.scope.maskedColumns],
    grain: answer.scope.grain,
    data_loaded_at: new Date(answer.scope.loadedMs).toISOString(),
    ...(truncated ? { truncated } : {}),
    note,
  };
  const schema = answer.columns.map((column) => ({ ...column }));
  return {
    content: { ...page, data_frame_content: { data, schema_: schema } },
    body: { ...page, data_frame_content: { data, schema } },
    text,
    note,
  };
}

function rowObject(schema: readonly AnswerColumn[], row: readonly Cell[]): Row {
  const object: Record<string, Cell> = {};
  for (const [index, { id }] of schema.entries()) setOwn(object, id, row[index] ?? null);
  return object;
}

/** The rows whose JSON has at most so many characters, and that JSON; the first row always. */
function withinLength(
  whole: readonly Row[],
  lengthMax: number,
): { readonly data: Row[]; readonly text: string } {
  const text = printJson(whole);
  if (text.length <= lengthMax) return { data: [...whole], text };
  const data: Row[] = [];
  let length = 2;
  for (const row of whole) {
    length += printJson(row).length + 1;
    if (length > lengthMax && data.length > 0) break;
    data.push(row);
  }
  return { data, text: printJson(data) };
}

function noteOf(answer: LoadAnswer, shown: number): string {
  const { page, pageSize, total, scope } = answer;
  const first = page * pageSize;
  const rowsText =
    shown === 0
      ? `No rows on page ${page}; ${total} in all.`
      : `Rows ${first}–${first + shown - 1} of ${total}.`;
  const cut = answer.rows.length - shown;
  return [
    rowsText,
    ...(cut > 0 ? [cutText(answer, shown)] : []),
    ...(cut === 0 && answer.hasMore ? [`The next are on page ${page + 1}.`] : []),
    ...(scope.appliedFilters.length > 0 ? [`Filters: ${scope.appliedFilters.join("; ")}.`] : []),
    ...(scope.maskedColumns.length > 0 ? [`Masked: ${scope.maskedColumns.join(", ")}.`] : []),
  ].join(" ");
}

/** Pages are counted in `page_size`, so a smaller one is asked for where it continues this page. */
function cutText({ page, pageSize, rows: all }: LoadAnswer, shown: number): string {
  const first = page * pageSize;
  let size = shown;
  while (first % size !== 0) size--;
  return `${all.length - shown} more rows of this page did not fit (assetAnswerLengthMax): go on with page ${first / size + Math.floor(shown / size)} at page_size ${size}, or ask for fewer columns.`;
}
