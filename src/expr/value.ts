import type { DateTime } from "./date/date-time.ts";
import type { LocalDate } from "./date/local-date.ts";
import type { LocalDateTime } from "./date/local-date-time.ts";
import type { LocalTime } from "./date/local-time.ts";

/**
 * A value in a document. Numbers are doubles; integers beyond 2^53 are `bigint`. `undefined` never stands in a
 * document: it is how a read says that a path does not exist. `Uint8Array` is binary content. Maps are plain objects
 * read by own keys only.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | DateTime
  | LocalDate
  | LocalTime
  | LocalDateTime
  | Value[]
  | ValueMap;

export interface ValueMap {
  [key: string]: Value;
}

/** One document of a stream. Its root is nearly always a map. */
export type Document = ValueMap;
