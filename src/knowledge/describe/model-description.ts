import type { ColumnType } from "../data/data-schema.ts";

export interface DescribeQuestion {
  /** Only these records, with all their attributes; every record when absent. */
  readonly records?: readonly string[];
  /** From 0. */
  readonly page: number;
}

/** A knowledge model as an asker sees it: what there is to ask for, and what can be asked for together. */
export interface ModelDescription {
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  /** When the data was loaded, in milliseconds since 1970. */
  readonly loadedMs: number;
  /** From 0. What does not fit into one page stands on the next. */
  readonly page: number;
  readonly pages: number;
  readonly records: readonly DescribedRecord[];
  readonly kpis: readonly DescribedKpi[];
  readonly filters: readonly DescribedThing[];
  readonly eventLogs: readonly DescribedEventLog[];
  /** `ORDERS → CUSTOMERS (CUSTOMER_ID)`: many rows on the left belong to one on the right. */
  readonly joins: readonly string[];
  /** One sentence each: policies, what stands on other pages. */
  readonly notes: readonly string[];
}

export interface DescribedThing {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly synonyms: readonly string[];
}

export interface DescribedRecord extends DescribedThing {
  /** Rows of its table. Absent when a policy hides some. */
  readonly rowCount?: number;
  readonly attributes: readonly DescribedAttribute[];
  /** Attributes of it on this page; `attributeCount` are there in all. */
  readonly attributeCount: number;
}

export interface DescribedColumn extends DescribedThing {
  readonly type?: ColumnType;
  readonly format?: string;
  readonly unit?: string;
  /** A policy hides its values. */
  readonly masked: boolean;
}

export interface DescribedAttribute extends DescribedColumn {
  readonly kind: "attribute" | "identifier" | "flag";
}

export interface DescribedKpi extends DescribedColumn {
  readonly direction: "UP" | "DOWN" | "NONE";
  /** Records whose attributes it can be grouped by without being counted more than once. */
  readonly groupedBy: readonly string[];
}

export interface DescribedEventLog extends DescribedThing {
  readonly activityRecord: string;
  readonly caseRecord?: string;
}
