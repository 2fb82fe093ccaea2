import type { ColumnType } from "../data/data-schema.ts";
import type { Asker } from "../query/asker.ts";
import type { QueryParts } from "../query/query-parts.ts";
import { chosenRecords } from "./chosen-records.ts";
import { joinsInWords } from "./joins-in-words.ts";
import { kpiGroupings } from "./kpi-groupings.ts";
import type { DescribeQuestion, ModelDescription } from "./model-description.ts";
import { type DescribedParts, intoPages } from "./into-pages.ts";
import {
  describedEventLog,
  describedKpi,
  describedRecord,
  describedThing,
} from "./described-things.ts";

export type Describe = (question: DescribeQuestion, asker: Asker) => ModelDescription;

/** Describes a model page by page; which KPI goes with which record is found out once. */
export function createDescribe(
  parts: QueryParts,
  types: ReadonlyMap<string, ColumnType>,
): Describe {
  const { model } = parts.index;
  let groupings: ReadonlyMap<string, readonly string[]> | undefined;
  return (question, asker) => {
    groupings ??= kpiGroupings(parts);
    const { masked, words, conditions, hidesAll } = parts.policiesOf(asker);
    const someHidden = hidesAll || conditions.length > 0;
    const look = { types, masked };
    const all = question.records === undefined;
    const records = chosenRecords(model, question.records);
    const described: DescribedParts = {
      kpis: all
        ? model.kpis
            .filter(({ eligible }) => eligible)
            .map((kpi) => describedKpi(kpi, groupings?.get(kpi.id) ?? [], look))
        : [],
      filters: all ? model.filters.filter(({ eligible }) => eligible).map(describedThing) : [],
      eventLogs: all
        ? model.eventLogs
            .filter(({ eligible }) => eligible)
            .map((log) => describedEventLog(log, model.records))
        : [],
      joins: joinsInWords(records, model.records, parts.data.schema),
      records: records.map((record) => ({
        ...describedRecord(record, look),
        ...rowCountOf(parts, record.table, someHidden),
      })),
    };
    const pages = intoPages(described, parts.limits.modelPageLengthMax);
    const page = Math.min(question.page, pages.length - 1);
    const shown = pages[page] ?? described;
    return {
      key: model.key,
      displayName: model.displayName,
      description: model.description,
      version: model.version,
      loadedMs: parts.data.loadedMs,
      page,
      pages: pages.length,
      ...shown,
      notes: [...words, ...pagingNote(page, pages.length)],
    };
  };
}

function rowCountOf(
  { data }: QueryParts,
  table: string,
  someHidden: boolean,
): { readonly rowCount?: number } {
  const rowCount = data.rowCounts.get(table);
  return someHidden || rowCount === undefined ? {} : { rowCount };
}

function pagingNote(page: number, pages: number): readonly string[] {
  if (pages === 1) return [];
  const next = page + 1 < pages ? ` Page ${page + 1} goes on.` : "";
  return [
    `This is page ${page} of pages 0 to ${pages - 1} (limit modelPageLengthMax).${next} Naming records shows all of their attributes.`,
  ];
}
