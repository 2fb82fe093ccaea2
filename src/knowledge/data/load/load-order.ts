import type { Clock } from "../../../base/clock.ts";
import type { DataFinding } from "../data-finding.ts";
import type { DataModel } from "../model/data-model.ts";
import type { DataLimits, SourceReaders } from "../source-readers.ts";

/** What loading a data model takes. */
export interface LoadOrder {
  /** The DuckDB file that will be made, absolute; it appears when it is whole, and not at all otherwise. */
  readonly file: string;
  readonly readers: SourceReaders;
  readonly limits: DataLimits;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface LoadProgress {
  readonly table: string;
  readonly step: "read" | "arrange" | "check";
  /** Rows so far, where that is known. */
  readonly rows?: number;
  /** Bytes of the file so far and in all, where that is known. */
  readonly bytes?: number;
  readonly bytesTotal?: number;
}

export type LoadResult =
  | {
      readonly ok: true;
      readonly loadedMs: number;
      readonly rowCounts: ReadonlyMap<string, number>;
      /** Warnings; they are kept in the file too. */
      readonly findings: readonly DataFinding[];
    }
  | { readonly ok: false; readonly findings: readonly DataFinding[] };

/** What `loadData` does. Rejects with the signal's reason when it is aborted, and with a refusal past a limit. */
export type LoadData = (model: DataModel, order: LoadOrder) => Promise<LoadResult>;
