import { epochMsMax, msPerDay, msPerHour, msPerMinute } from "./civil.ts";
import { offsetText } from "./iso-text.ts";

/** Zones and stretches of time remembered; past it the memory starts anew. */
const rememberedZonesMax = 64;
const rememberedStretchesMax = 4_096;

/** Offsets are looked up once a stretch. Two changes within one stretch, which no zone has since 1970, may be missed. */
const stretchMs = 8 * msPerDay;

interface Stretch {
  readonly before: number;
  /** The instant at which `after` begins. */
  readonly changeMs: number;
  readonly after: number;
}

interface KnownZone {
  readonly fixedOffsetMs: number | undefined;
  readonly offsetFormat: Intl.DateTimeFormat | undefined;
  readonly stretches: Map<number, Stretch>;
  /** Formats that print the zone's name, by locale and length. */
  readonly nameFormats: Map<string, Intl.DateTimeFormat>;
}

const knownZones = new Map<string, KnownZone>();

/**
 * The name under which a zone is kept: `UTC` for all its names, `+05:30` for an offset, else the name as given.
 * Undefined when there is no such zone.
 */
export function zoneNamed(name: string): string | undefined {
  const trimmed = name.trim();
  if (/^(?:utc|gmt|ut|z|zulu|etc\/utc|etc\/gmt)$/i.test(trimmed)) return "UTC";
  const offsetMs = offsetMsOf(trimmed);
  if (offsetMs !== undefined) return offsetMs === 0 ? "UTC" : offsetText(offsetMs, ":");
  return known(trimmed) === undefined ? undefined : trimmed;
}

/** How far a zone is ahead of UTC at an instant. A zone that does not exist counts as UTC: see `zoneNamed`. */
export function offsetMsAt(zone: string, epochMs: number): number {
  if (zone === "UTC") return 0;
  const entry = known(zone);
  if (entry === undefined) return 0;
  if (entry.fixedOffsetMs !== undefined) return entry.fixedOffsetMs;
  const index = Math.floor(epochMs / stretchMs);
  let stretch = entry.stretches.get(index);
  if (stretch === undefined) {
    stretch = stretchOf(entry, index);
    if (entry.stretches.size >= rememberedStretchesMax) entry.stretches.clear();
    entry.stretches.set(index, stretch);
  }
  return epochMs < stretch.changeMs ? stretch.before : stretch.after;
}

/**
 * The instant at which a zone's wall clock shows `localMs`. Where the clock shows it twice, the earlier one; where it
 * is skipped, the instant as far past the change as the time is into the gap.
 */
export function epochMsOfLocal(zone: string, localMs: number): number {
  if (zone === "UTC") return localMs;
  const before = offsetMsAt(zone, localMs - msPerDay);
  const after = offsetMsAt(zone, localMs + msPerDay);
  if (offsetMsAt(zone, localMs - before) === before) return localMs - before;
  if (offsetMsAt(zone, localMs - after) === after) return localMs - after;
  return localMs - before;
}

/** `EST`, or `Eastern Standard Time` when long. */
export function zoneText(zone: string, epochMs: number, locale: string, long: boolean): string {
  const entry = known(zone);
  if (zone === "UTC" || entry === undefined) return long ? "Coordinated Universal Time" : "UTC";
  if (entry.offsetFormat === undefined) return zone;
  const style = long ? "long" : "short";
  const key = `${style} ${locale}`;
  let format = entry.nameFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style });
    if (entry.nameFormats.size >= rememberedZonesMax) entry.nameFormats.clear();
    entry.nameFormats.set(key, format);
  }
  return zoneNamePart(format, epochMs);
}

/** The milliseconds of `+05:30`, `-0800`, `+5`, `GMT-8` or `UTC+05:30`; undefined for anything else. */
export function offsetMsOf(text: string): number | undefined {
  const match = /^(?:GMT|UTC|UT)?([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?$/i.exec(text);
  if (match === null) return undefined;
  const hour = Number(match[2]);
  const minute = Number(match[3] ?? 0);
  const second = Number(match[4] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const magnitude = hour * msPerHour + minute * msPerMinute + second * 1000;
  return match[1] === "-" && magnitude > 0 ? -magnitude : magnitude;
}

function known(zone: string): KnownZone | undefined {
  const remembered = knownZones.get(zone);
  if (remembered !== undefined) return remembered;
  const fixedOffsetMs = zone === "UTC" ? 0 : offsetMsOf(zone);
  const offsetFormat = fixedOffsetMs === undefined ? offsetFormatOf(zone) : undefined;
  if (fixedOffsetMs === undefined && offsetFormat === undefined) return undefined;
  const entry: KnownZone = {
    fixedOffsetMs,
    offsetFormat,
    stretches: new Map(),
    nameFormats: new Map(),
  };
  if (knownZones.size >= rememberedZonesMax) knownZones.clear();
  knownZones.set(zone, entry);
  return entry;
}

function offsetFormatOf(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  } catch {
    return undefined;
  }
}

function stretchOf(entry: KnownZone, index: number): Stretch {
  const start = clamped(index * stretchMs);
  const end = clamped((index + 1) * stretchMs - 1);
  const before = exactOffsetMs(entry, start);
  const after = exactOffsetMs(entry, end);
  if (before === after) return { before, changeMs: end, after };
  let low = start;
  let high = end;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (exactOffsetMs(entry, middle) === before) low = middle;
    else high = middle;
  }
  return { before, changeMs: high, after };
}

function exactOffsetMs(entry: KnownZone, epochMs: number): number {
  if (entry.offsetFormat === undefined) return entry.fixedOffsetMs ?? 0;
  return offsetMsOf(zoneNamePart(entry.offsetFormat, epochMs)) ?? 0;
}

function zoneNamePart(format: Intl.DateTimeFormat, epochMs: number): string {
  const parts = format.formatToParts(epochMs);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "UTC";
}

function clamped(epochMs: number): number {
  return Number.isNaN(epochMs) ? 0 : Math.max(-epochMsMax, Math.min(epochMsMax, epochMs));
}
