import type { Document } from "../expr/value.ts";
import type { Batch } from "./batch.ts";

/** Disk that a blocking Snap may use once it holds more than its share of memory. Emptied when the run ends. */
export interface SpillSpace {
  /** Memory the Snap may hold before it spills, in estimated bytes. */
  readonly memoryBytesMax: number;
  /** Starts a sequential file of documents. Refuses with `limit-reached` past `limits.spillDiskBytesMax`. */
  createFile(): Promise<SpillFile>;
  /**
   * The path of an empty file for content that must be read at random, such as an archive. What is written there counts
   * against nothing by itself: its user keeps to a limit of its own. Gone after `dispose`, at the latest when the run ends.
   */
  createScratch(): Promise<ScratchFile>;
}

export interface ScratchFile {
  /** Absolute, on the disk of this machine. */
  readonly path: string;
  dispose(): Promise<void>;
}

/** Documents in the order they were appended. Dates, binaries and big integers survive. */
export interface SpillFile {
  append(batch: Batch<Document>): Promise<void>;
  /** Reads from the start; ends appending. */
  read(): AsyncIterable<Batch<Document>>;
  remove(): Promise<void>;
}
