const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?)?Z?$/;

/** The last microsecond of the year 9999. */
export const microsMax = Date.UTC(9999, 11, 31, 23, 59, 59, 999) * 1000 + 999;

/** The text as `YYYY-MM-DDTHH:MM:SS.ffffff`, or undefined when it names no point in time. Years from 0001 to 9999. */
export function isoDate(text: string): string | undefined {
  const micros = microsOfIso(text);
  return micros === undefined ? undefined : isoOfMicros(micros);
}

/** Microseconds since 1970 of a date in ISO 8601 without a zone. */
export function microsOfIso(text: string): number | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const exists =
    year > 0 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  const micros = Number((match[7] ?? "").padEnd(6, "0"));
  return exists ? date.getTime() * 1000 + micros : undefined;
}

/** `YYYY-MM-DDTHH:MM:SS.ffffff` of microseconds since 1970. */
export function isoOfMicros(micros: number): string {
  const ms = Math.floor(micros / 1000);
  const rest = micros - ms * 1000;
  return `${new Date(ms).toISOString().slice(0, -1)}${String(rest).padStart(3, "0")}`;
}
