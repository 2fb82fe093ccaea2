/** Adds numbers as a person would on paper: 0.1 + 0.2 is 0.3. */
export interface ExactSum {
  add(value: number | bigint): void;
  /** The sum; an integer beyond 2^53 as a `bigint`. */
  total(): number | bigint;
  /** The sum divided by `count`, to 16 significant digits. */
  average(count: number): number;
}

/** Decimal places that are added as whole numbers; a value with more is added as a double. */
const placesMax = 9;
const powers = Array.from({ length: placesMax + 1 }, (_, places) => 10 ** places);

/**
 * Values with few decimal places, which nearly all are, become whole numbers at a common scale and are added without
 * error. The others, such as 1/3, are added with Neumaier's compensation, and the sum is then rounded to 15 digits.
 */
export function exactSum(): ExactSum {
  let places = 0;
  let scale = 1;
  /** Sum of the scaled values; always a safe integer. What does not fit moves to `large`. */
  let whole = 0;
  let large = 0n;
  let inexact = false;
  let rest = 0;
  let compensation = 0;

  function add(value: number | bigint): void {
    if (typeof value === "bigint") {
      large += value * BigInt(scale);
      return;
    }
    const scaled = Math.round(value * scale);
    const next = whole + scaled;
    if (
      scaled / scale === value &&
      next <= Number.MAX_SAFE_INTEGER &&
      next >= Number.MIN_SAFE_INTEGER
    ) {
      whole = next;
    } else {
      addSlowly(value);
    }
  }

  function addSlowly(value: number): void {
    const needed = placesOf(value);
    if (needed === undefined) return addInexact(value);
    if (needed > places) rescale(needed);
    const scaled = Math.round(value * scale);
    if (!Number.isSafeInteger(scaled)) return addInexact(value);
    large += BigInt(whole);
    whole = scaled;
  }

  function rescale(needed: number): void {
    const factor = 10 ** (needed - places);
    large = (large + BigInt(whole)) * BigInt(factor);
    whole = 0;
    places = needed;
    scale = powers[needed] ?? scale;
  }

  function addInexact(value: number): void {
    inexact = true;
    const next = rest + value;
    compensation += Math.abs(rest) >= Math.abs(value) ? rest - next + value : value - next + rest;
    rest = next;
  }

  function total(): number | bigint {
    const exact = large + BigInt(whole);
    if (inexact) {
      const sum = decimal(exact, places) + rest + (Number.isFinite(rest) ? compensation : 0);
      return Number(sum.toPrecision(15));
    }
    if (places === 0) return isSafe(exact) ? Number(exact) : exact;
    return decimal(exact, places);
  }

  return { add, total, average: (count) => Number((Number(total()) / count).toPrecision(16)) };
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
