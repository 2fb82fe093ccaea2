import type { CallSite } from "../call-site.ts";
import type { MethodTable } from "../method.ts";
import { toNumber } from "../to-number.ts";

/** The functions that need no receiver. `eval` and `jsonPath` are compiled by `compile-nested.ts`. */
export const globalFunctions: MethodTable<null> = {
  parseInt: (site, _none, value, radix) =>
    Number.parseInt(
      site.text(value, ""),
      radix === undefined ? undefined : site.integer(radix, 10),
    ),
  parseFloat: (site, _none, value) => Number.parseFloat(site.text(value, "")),
  isNaN: (_site, _none, value) => value === undefined || Number.isNaN(toNumber(value)),
  isFinite: (_site, _none, value) => value !== undefined && Number.isFinite(toNumber(value)),
  encodeURI: (site, _none, value) => coded(site, encodeURI, site.text(value, "")),
  decodeURI: (site, _none, value) => coded(site, decodeURI, site.text(value, "")),
  encodeURIComponent: (site, _none, value) => coded(site, encodeURIComponent, site.text(value, "")),
  decodeURIComponent: (site, _none, value) => coded(site, decodeURIComponent, site.text(value, "")),
  escape: (site, _none, value) => escapeText(site.text(value, "")),
  unescape: (site, _none, value) => unescapeText(site.text(value, "")),
};

/** Names that the compiler itself knows how to call. */
export const compiledFunctions: readonly string[] = ["eval", "jsonPath"];

function coded(site: CallSite, convert: (text: string) => string, text: string): string {
  try {
    return convert(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return site.fail(
      "wrong-argument",
      `${site.name} cannot read this text.`,
      "It has a broken escape such as `%` without two hexadecimal digits, or half a character.",
      "Write a percent sign as %25.",
    );
  }
}

function escapeText(text: string): string {
  return text.replaceAll(/[^\w@*+\-./]/g, (character) => {
    const unit = character.charCodeAt(0).toString(16).toUpperCase();
    return unit.length <= 2 ? `%${unit.padStart(2, "0")}` : `%u${unit.padStart(4, "0")}`;
  });
}

function unescapeText(text: string): string {
  return text.replaceAll(
    /%u([\da-fA-F]{4})|%([\da-fA-F]{2})/g,
    (_found, long?: string, short?: string) =>
      String.fromCharCode(Number.parseInt(long ?? short ?? "0", 16)),
  );
}
