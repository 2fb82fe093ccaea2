import type { Document } from "../expr/value.ts";
import type { Batch } from "./batch.ts";

/** Disk that a blocking Snap may use once it holds more than its share of memory. Emptied when the run ends. */
export interface SpillSpace {
  /** Memory the Snap may hold before it spills, in estimated bytes. */
  readonly memoryBytesMax: number;
  /** Starts a sequential file of documents. Refuses with `limit-reached` past `limits.spillDiskBytesMax`. */
  createFile(): Promise<SpillFile>;
}

/** Documents in the order they were appended. Dates, binaries and big integers survive. */
export interface SpillFile {
  append(batch: Batch<Document>): Promise<void>;
  /** Reads from the start; ends appending. */
  read(): AsyncIterable<Batch<Document>>;
  remove(): Promise<void>;
}
