/** `2024-01-31T10:00:00`, with a fraction only where there is one; years beyond four digits have a sign and six. */
export function isoTimestamp(micros: bigint): string {
  const negative = micros % 1_000_000n < 0n;
  const seconds = micros / 1_000_000n - (negative ? 1n : 0n);
  const fraction = Number(micros - seconds * 1_000_000n);
  const ms = Number(seconds) * 1000;
  if (Math.abs(ms) > dateMsMax) return micros > 0n ? "infinity" : "-infinity";
  const text = new Date(ms).toISOString().slice(0, -5);
  return fraction === 0 ? text : `${text}.${String(fraction).padStart(6, "0").replace(/0+$/, "")}`;
}

/** The furthest from 1970 that a `Date` reaches. */
const dateMsMax = 8.64e15;
