import { believe } from "../../../src/base/believe.ts";
import type { ColumnType } from "../../../src/knowledge/data/data-schema.ts";
import type { KnowledgeBase, LoadQuestion } from "../../../src/knowledge/knowledge-base.ts";
import type { KnowledgeModel } from "../../../src/knowledge/model/knowledge-model.ts";
import { QuestionRefusal } from "../../../src/knowledge/query/question-refusal.ts";

const orders = [
  { "ORDERS.ID": "o1", "ORDERS.REGION": "North", "ORDERS.AMOUNT": 10 },
  { "ORDERS.ID": "o2", "ORDERS.REGION": "South", "ORDERS.AMOUNT": 20 },
  { "ORDERS.ID": "o3", "ORDERS.REGION": "North", "ORDERS.AMOUNT": 30 },
];

/** Three orders, for what is tested of the wire rather than of questions. */
export function memoryKnowledge(): KnowledgeBase {
  const types = new Map<string, ColumnType>([
    ["ORDERS.ID", "STRING"],
    ["ORDERS.REGION", "STRING"],
    ["ORDERS.AMOUNT", "INT"],
  ]);
  return believe<KnowledgeBase>({
    model,
    columnTypes: types,
    maskedColumns: () => new Set(),
    async load(question: LoadQuestion) {
      for (const id of question.columns) {
        if (types.has(id)) continue;
        throw new QuestionRefusal(
          "columns.0",
          `Unknown column ${id}`,
          "No such column.",
          "Did you mean `ORDERS.ID`?",
        );
      }
      const { page, pageSize } = question;
      const filter = question.filters.string_filters?.[0];
      const kept = orders.filter(
        (order) => filter === undefined || filter.values.includes(String(order["ORDERS.REGION"])),
      );
      const rows = kept.slice(page * pageSize, (page + 1) * pageSize);
      return {
        page,
        pageSize,
        total: kept.length,
        hasMore: (page + 1) * pageSize < kept.length,
        columns: question.columns.map((id) => ({
          id,
          type: types.get(id) ?? "STRING",
          displayName: id,
        })),
        rows: rows.map((row) =>
          question.columns.map(
            (id) => new Map<string, string | number>(Object.entries(row)).get(id) ?? null,
          ),
        ),
        scope: {
          appliedFilters:
            filter === undefined ? [] : [`${filter.column_id} is ${filter.values.join(", ")}`],
          maskedColumns: [],
          grain: "ORDERS",
          loadedMs: 0,
        },
      };
    },
  });
}

const model: KnowledgeModel = {
  key: "orders-km",
  displayName: "Orders",
  description: "",
  version: "1.0.0",
  dataModelId: "orders",
  variables: [],
  records: [],
  kpis: [],
  filters: [],
  eventLogs: [],
  policies: [],
};
