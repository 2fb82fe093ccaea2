import { getOwn } from "../../base/json.ts";
import type { Value, ValueMap } from "../value.ts";
import { epochDayOfLocalMs } from "./civil.ts";
import { DateTime } from "./date-time.ts";
import type { DateValue } from "./date-value.ts";
import { isoDateTimeText } from "./iso-text.ts";
import { LocalDate } from "./local-date.ts";
import { LocalDateTime } from "./local-date-time.ts";
import { LocalTime } from "./local-time.ts";
import { parseIsoInstant, parseIsoLocal, parseIsoTime } from "./parse-date.ts";
import { epochMsOfLocal, zoneNamed } from "./zone.ts";

/** A date as JSON with its type: `{"_snaptype_datetime": "2018-04-27T20:03:58.453 UTC"}`. */
export function toTypeExtension(value: DateValue): ValueMap {
  if (value instanceof DateTime) return { _snaptype_datetime: zonedText(value) };
  if (value instanceof LocalDateTime) return { _snaptype_localdatetime: value.toString() };
  if (value instanceof LocalDate) return { _snaptype_localdate: value.toString() };
  return { _snaptype_localtime: value.toString() };
}

/** The date that such a map stands for; undefined for a map with another key, more keys, or a text that is no date. */
export function fromTypeExtension(map: Readonly<ValueMap>): DateValue | undefined {
  const [key, second] = Object.keys(map);
  if (key === undefined || second !== undefined || !key.startsWith("_snaptype_")) return undefined;
  const text: Value | undefined = getOwn<Value>(map, key);
  if (typeof text !== "string") return undefined;
  switch (key) {
    case "_snaptype_datetime":
      return zonedDate(text);
    case "_snaptype_localdatetime":
      return dateOf(parseIsoLocal(text), (ms) => new LocalDateTime(ms));
    case "_snaptype_localdate":
      return dateOf(parseIsoLocal(text), (ms) => new LocalDate(epochDayOfLocalMs(ms)));
    case "_snaptype_localtime":
      return dateOf(parseIsoTime(text), (ms) => new LocalTime(ms));
    default:
      return undefined;
  }
}

/** The wall clock and the zone, or UTC for an instant that the zone's wall clock shows for the second time. */
function zonedText(value: DateTime): string {
  const localMs = value.localMs;
  return epochMsOfLocal(value.zone, localMs) === value.epochMs
    ? `${isoDateTimeText(localMs)} ${value.zone}`
    : `${isoDateTimeText(value.epochMs)} UTC`;
}

function zonedDate(text: string): DateTime | undefined {
  const epochMs = parseIsoInstant(text);
  if (!Number.isNaN(epochMs)) return new DateTime(epochMs, zoneNamed(offsetPart(text)) ?? "UTC");
  const space = text.indexOf(" ");
  const localMs = parseIsoLocal(text.slice(0, Math.max(0, space)));
  const zone = zoneNamed(text.slice(space + 1));
  if (space < 0 || Number.isNaN(localMs) || zone === undefined) return undefined;
  return new DateTime(epochMsOfLocal(zone, localMs), zone);
}

/** The offset after the time, such as `+05:30`; empty when there is none. */
function offsetPart(text: string): string {
  const time = Math.max(text.indexOf("T"), text.indexOf(" "));
  const offset = time < 0 ? -1 : text.slice(time).search(/[+-]/);
  return offset < 0 ? "" : text.slice(time + offset);
}

function dateOf<T>(ms: number, make: (ms: number) => T): T | undefined {
  return Number.isNaN(ms) ? undefined : make(ms);
}
