import { parseJson } from "../../../../base/json.ts";
import type { Value } from "../../../../expr/value.ts";
import { dateValue, instantValue, localDateTimeValue, timeValue } from "../date-values.ts";
import { integerValue, numericValue } from "../numeric-value.ts";
import { readArray } from "./array-text.ts";

/** Makes a value of the text that the server sends. */
export type ReadText = (text: string) => Value;

/** Types by their number in `pg_type`, and the numbers of the lists of each. */
const types: readonly (readonly [id: number, listId: number, name: string, read: ReadText])[] = [
  [16, 1000, "boolean", (text) => text === "t"],
  [17, 1001, "bytea", (text) => new Uint8Array(Buffer.from(text.slice(2), "hex"))],
  [18, 1002, "char", same],
  [19, 1003, "name", same],
  [20, 1016, "bigint", integerValue],
  [21, 1005, "smallint", Number],
  [23, 1007, "integer", Number],
  [25, 1009, "text", same],
  [26, 1028, "oid", Number],
  [114, 199, "json", readJson],
  [700, 1021, "real", Number],
  [701, 1022, "double precision", Number],
  [1042, 1014, "character", same],
  [1043, 1015, "character varying", same],
  [1082, 1182, "date", dateValue],
  [1083, 1183, "time without time zone", timeValue],
  [1114, 1115, "timestamp without time zone", localDateTimeValue],
  [1184, 1185, "timestamp with time zone", instantValue],
  [1186, 1187, "interval", same],
  [1266, 1270, "time with time zone", same],
  [1700, 1231, "numeric", numericValue],
  [2950, 2951, "uuid", same],
  [3802, 3807, "jsonb", readJson],
];

const readers = new Map<number, ReadText>(
  types.flatMap(([id, listId, , read]): [number, ReadText][] => [
    [id, read],
    [listId, (text) => readArray(text, read)],
  ]),
);

export const typeNames: Readonly<Record<number, string>> = Object.fromEntries(
  types.flatMap(([id, listId, name]) => [
    [id, name],
    [listId, `${name}[]`],
  ]),
);

/** Types that are not in the table come as the server's text. */
export function readerOf(typeId: number): ReadText {
  return readers.get(typeId) ?? same;
}

function same(text: string): string {
  return text;
}

function readJson(text: string): Value {
  return parseJson(text);
}
