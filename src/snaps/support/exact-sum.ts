/** A sum of numbers as a person would make it on paper: 0.1 + 0.2 is 0.3. Changed by `addTo`. */
export interface ExactSum {
  /** Decimal places that the whole numbers stand for, and 10 to their power. */
  places: number;
  scale: number;
  /** Sum of the scaled values; always a safe integer. What does not fit moves to `large`. */
  whole: number;
  large: bigint;
  /** Sum of what cannot be scaled, with what its rounding has lost. */
  inexact: boolean;
  rest: number;
  compensation: number;
}

/** Decimal places that are added as whole numbers; a value with more is added as a double. */
const placesMax = 9;
const powers = Array.from({ length: placesMax + 1 }, (_, places) => 10 ** places);

export function exactSum(): ExactSum {
  return {
    places: 0,
    scale: 1,
    whole: 0,
    large: 0n,
    inexact: false,
    rest: 0,
    compensation: 0,
  };
}

/**
 * Values with few decimal places, which nearly all are, become whole numbers at a common scale and are added without
 * error. The others, such as 1/3, are added with Neumaier's compensation, and the sum is then rounded to 15 digits.
 */
export function addTo(sum: ExactSum, value: number | bigint): void {
  if (typeof value === "bigint") {
    sum.large += value * BigInt(sum.scale);
    return;
  }
  const scaled = Math.round(value * sum.scale);
  const next = sum.whole + scaled;
  const fits = next <= Number.MAX_SAFE_INTEGER && next >= Number.MIN_SAFE_INTEGER;
  if (fits && scaled / sum.scale === value) sum.whole = next;
  else addSlowly(sum, value);
}

/** An integer beyond 2^53 comes as a `bigint`. */
export function totalOf(sum: ExactSum): number | bigint {
  const exact = sum.large + BigInt(sum.whole);
  if (sum.inexact) {
    const lost = Number.isFinite(sum.rest) ? sum.compensation : 0;
    return Number((decimal(exact, sum.places) + sum.rest + lost).toPrecision(15));
  }
  if (sum.places === 0) return isSafe(exact) ? Number(exact) : exact;
  return decimal(exact, sum.places);
}

/** The sum divided by `count`, to 16 significant digits. */
export function averageOf(sum: ExactSum, count: number): number {
  return Number((Number(totalOf(sum)) / count).toPrecision(16));
}

function addSlowly(sum: ExactSum, value: number): void {
  const needed = placesOf(value);
  if (needed === undefined) return addInexact(sum, value);
  if (needed > sum.places) rescale(sum, needed);
  const scaled = Math.round(value * sum.scale);
  if (!Number.isSafeInteger(scaled)) return addInexact(sum, value);
  sum.large += BigInt(sum.whole);
  sum.whole = scaled;
}

function rescale(sum: ExactSum, needed: number): void {
  const factor = 10 ** (needed - sum.places);
  sum.large = (sum.large + BigInt(sum.whole)) * BigInt(factor);
  sum.whole = 0;
  sum.places = needed;
  sum.scale = powers[needed] ?? sum.scale;
}

function addInexact(sum: ExactSum, value: number): void {
  const { rest } = sum;
  const next = rest + value;
  const restIsLarger = Math.abs(rest) >= Math.abs(value);
  sum.compensation += restIsLarger ? rest - next + value : value - next + rest;
  sum.rest = next;
  sum.inexact = true;
}

function isSafe(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
}

/** Decimal places of a value, when whole numbers can stand for it. */
function placesOf(value: number): number | undefined {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? 0 : undefined;
  // Most values that are no decimals, such as 465.75 * 1.19, are known by one look at all places.
  if (Math.abs(value) < 1e6 && Math.round(value * 1e9) / 1e9 !== value) return undefined;
  for (const [places, power] of powers.entries()) {
    const scaled = Math.round(value * power);
    if (scaled / power === value && Number.isSafeInteger(scaled)) return places;
  }
  return undefined;
}

/** `value` / 10^`places`, rounded once. */
function decimal(value: bigint, places: number): number {
  return isSafe(value) ? Number(value) / (powers[places] ?? 1) : Number(`${value}e-${places}`);
}
