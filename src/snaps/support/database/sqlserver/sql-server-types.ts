import { TYPES } from "tedious";
import { printJson } from "../../../../base/json.ts";
import { toJsonValue } from "../../../../engine/json-value.ts";
import { msPerDay } from "../../../../expr/date/civil.ts";
import { DateTime } from "../../../../expr/date/date-time.ts";
import { LocalDate } from "../../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../../expr/date/local-time.ts";
import type { Value } from "../../../../expr/value.ts";
import { dateText } from "../date-values.ts";
import { integerValue } from "../numeric-value.ts";

/** The name of a type of `tedious`, as SQL calls it: `NVarChar` → `nvarchar`. */
export function typeName(type: string): string {
  return /^(?:(.*)N)$/.exec(type)?.[1]?.toLowerCase() ?? type.toLowerCase();
}

/** A value of what the client hands out for a cell. Dates come as instants whose UTC fields are the wall clock's. */
export function readCell(cell: unknown, type: string): Value {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) return dateOf(cell.getTime(), typeName(type));
  if (cell instanceof Uint8Array) return new Uint8Array(cell);
  if (typeof cell === "bigint") return integerValue(String(cell));
  if (typeof cell === "string") return typeName(type) === "bigint" ? integerValue(cell) : cell;
  return typeof cell === "number" || typeof cell === "boolean" ? cell : JSON.stringify(cell);
}

function dateOf(ms: number, type: string): Value {
  switch (type) {
    case "date":
      return new LocalDate(Math.floor(ms / msPerDay));
    case "time":
      return new LocalTime(((ms % msPerDay) + msPerDay) % msPerDay);
    case "datetimeoffset":
      return new DateTime(ms);
    default:
      return new LocalDateTime(ms);
  }
}

interface Parameter {
  readonly type: (typeof TYPES)[keyof typeof TYPES];
  readonly value: unknown;
}

/** A value as it is bound; text where SQL Server converts it by its place. */
export function parameterOf(value: Value, type: string | undefined): Parameter {
  const isBytes = /^(?:var)?binary|^image/.test(type ?? "");
  if (value === null) return { type: isBytes ? TYPES.VarBinary : TYPES.NVarChar, value: null };
  if (value instanceof Uint8Array) return { type: TYPES.VarBinary, value: Buffer.from(value) };
  switch (typeof value) {
    case "boolean":
      return { type: TYPES.Bit, value };
    case "bigint":
      return { type: TYPES.NVarChar, value: String(value) };
    case "string":
      return { type: TYPES.NVarChar, value };
    case "number":
      return numberParameter(value);
    default:
      return {
        type: TYPES.NVarChar,
        value: dateText(value, " +00:00") ?? printJson(toJsonValue(value)),
      };
  }
}

function numberParameter(value: number): Parameter {
  if (!Number.isSafeInteger(value)) return { type: TYPES.Float, value };
  return Math.abs(value) < 2 ** 31
    ? { type: TYPES.Int, value }
    : { type: TYPES.BigInt, value: String(value) };
}
