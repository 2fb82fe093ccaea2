/**
 * A decimal number of a database: a number where a double holds all of its digits, a big integer for a whole number past
 * that, and its text otherwise, so that no digit is lost.
 */
export function numericValue(text: string): number | bigint | string {
  if (/^-?\d+$/.test(text)) return integerValue(text);
  const number = Number(text);
  if (!/^-?\d*\.\d+$/.test(text)) return Number.isNaN(number) && text !== "NaN" ? text : number;
  const digits = text
    .replace(/^-?0*\.?0*/, "")
    .replace(".", "")
    .replace(/0+$/, "");
  return digits.length <= exactDigits ? number : text;
}

export function integerValue(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** Every decimal of that many digits comes back from a double as it was. */
const exactDigits = 15;
