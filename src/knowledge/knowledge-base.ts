import type { ColumnType } from "./data/data-schema.ts";
import type { DescribeQuestion, ModelDescription } from "./describe/model-description.ts";
import type { InsightsAnswer, InsightsQuestion } from "./insights/insights.ts";
import type { KnowledgeModel } from "./model/knowledge-model.ts";
import type { ConformanceAnswer } from "./process/conformance/check-conformance.ts";
import type { ProcessConformanceQuestion } from "./query/process-answers.ts";
import type { ProcessGraph } from "./process/process-graph.ts";
import type { ThroughputAnswer, ThroughputQuestion } from "./process/throughput.ts";
import type { VariantsAnswer, VariantsQuestion } from "./process/variants.ts";
import type { ProcessAnswer, ProcessQuestion } from "./query/ask-process.ts";
import type { SearchAnswer, SearchQuestion } from "./search/search-question.ts";
import type { Asker } from "./query/asker.ts";
import type { Filters } from "./query/filters.ts";
import type { Cell } from "./warehouse/warehouse.ts";

/**
 * A knowledge model over loaded data: what the tools of an asset ask. Each question names its asker, whose policies are
 * applied, and takes a signal. What cannot be answered rightly is refused with the nearest thing that can.
 */
export interface KnowledgeBase {
  readonly model: KnowledgeModel;
  /** Types of attributes and KPIs by column id; one that cannot be computed is not there. */
  readonly columnTypes: ReadonlyMap<string, ColumnType>;
  /** Ids of columns that are null for the asker. */
  maskedColumns(asker: Asker): ReadonlySet<string>;
  load(question: LoadQuestion, asker: Asker, signal: AbortSignal): Promise<LoadAnswer>;
  /** Which values of which fields move a KPI. */
  insights(question: InsightsQuestion, asker: Asker, signal: AbortSignal): Promise<InsightsAnswer>;
  /** Columns and values that fit terms. */
  search(question: SearchQuestion, asker: Asker, signal: AbortSignal): Promise<SearchAnswer>;
  /** What there is to ask for. */
  describe(
    question: DescribeQuestion,
    asker: Asker,
    signal: AbortSignal,
  ): Promise<ModelDescription>;
  variants(
    question: ProcessQuestion & VariantsQuestion,
    asker: Asker,
    signal: AbortSignal,
  ): Promise<ProcessAnswer<VariantsAnswer>>;
  processGraph(
    question: ProcessQuestion,
    asker: Asker,
    signal: AbortSignal,
  ): Promise<ProcessAnswer<ProcessGraph>>;
  throughput(
    question: ProcessThroughputQuestion,
    asker: Asker,
    signal: AbortSignal,
  ): Promise<ProcessAnswer<ThroughputAnswer>>;
  conformance(
    question: ProcessConformanceQuestion,
    asker: Asker,
    signal: AbortSignal,
  ): Promise<ProcessAnswer<ConformanceAnswer>>;
}

export interface ProcessThroughputQuestion extends ProcessQuestion, ThroughputQuestion {
  /** Id of an attribute of the case. */
  readonly groupBy?: string;
}

export interface LoadQuestion {
  /** Ids of KPIs and attributes. */
  readonly columns: readonly string[];
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly orderBy?: string;
  readonly ascending: boolean;
  /** Most rows in all, over every page. */
  readonly limit?: number;
  readonly filters: Filters;
  /** Ids of filters of the model. */
  readonly modelFilters?: readonly string[];
  /** Whether the asset's author named columns and filters, who may use what agents do not see. */
  readonly authored?: boolean;
}

export interface LoadAnswer {
  readonly page: number;
  readonly pageSize: number;
  /** Rows before paging, after `limit`. */
  readonly total: number;
  readonly hasMore: boolean;
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly scope: AnswerScope;
}

export interface AnswerColumn {
  readonly id: string;
  readonly type: ColumnType;
  readonly displayName: string;
  readonly format?: string;
  readonly unit?: string;
}

/** What stands behind an answer, so that whoever reads it can say what it is about. */
export interface AnswerScope {
  /** In words, one a filter: those asked for, those of the model, those of policies. */
  readonly appliedFilters: readonly string[];
  /** Ids of columns whose values a policy hides. */
  readonly maskedColumns: readonly string[];
  /** The table one row of the answer is of, or of whose rows it is made up. */
  readonly grain: string;
  /** When the data was loaded, in milliseconds since 1970. */
  readonly loadedMs: number;
}
