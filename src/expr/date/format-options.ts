import { parseJson } from "../../base/json.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { NativeCall } from "../native.ts";
import { isValueMap } from "../path/value-map.ts";
import type { Value, ValueMap } from "../value.ts";
import { shownValue } from "./date-argument.ts";
import type { JodaPattern } from "./joda-pattern.ts";
import { localeNamed } from "./locale-names.ts";
import { patternArgument } from "./pattern-argument.ts";
import { zoneNamed } from "./zone.ts";

/** How a date is to be printed for people. */
export interface FormatOptions {
  readonly zone: string | undefined;
  readonly pattern: JodaPattern | undefined;
  readonly locale: string;
}

export const defaultLocale = "en-US";

/**
 * The options of `toLocaleDateString` and its likes: an object or the JSON text of one, with `timeZone`, `format` and
 * `locale`. Other keys mean nothing, as on the platform.
 */
export function formatOptions(value: Value | undefined, call: NativeCall): FormatOptions {
  const options = optionsMap(value, call);
  const { timeZone, format, locale } = options;
  return {
    zone: timeZone === undefined || timeZone === null ? undefined : zoneOption(timeZone, call),
    pattern: format === undefined || format === null ? undefined : patternArgument(format, call),
    locale: locale === undefined || locale === null ? defaultLocale : localeOption(locale, call),
  };
}

function optionsMap(value: Value | undefined, call: NativeCall): ValueMap {
  if (value === undefined || value === null || value === "") return {};
  const options = typeof value === "string" ? parsedOptions(value) : value;
  if (isValueMap(options)) return options;
  return call.fail(
    "date-options",
    "The options of a date format must be an object",
    `Expected an object or its JSON text, found ${shownValue(value)}.`,
    'Pass for example `{"timeZone": "US/Eastern", "format": "yyyy-MM-dd"}`.',
  );
}

function parsedOptions(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function zoneOption(value: Value, call: NativeCall): string {
  const name = typeof value === "string" ? value : "";
  const zone = zoneNamed(name);
  if (zone !== undefined) return zone;
  return call.fail(
    "date-zone",
    "There is no such time zone",
    `Expected an IANA name such as "America/New_York", "US/Eastern", "EST", "UTC" or an offset such as "+05:30", found ${shownValue(value)}.`,
    didYouMean(name, [...americanZones, ...Intl.supportedValuesOf("timeZone")]) ||
      'Write for example `"timeZone": "UTC"`.',
  );
}

function localeOption(value: Value, call: NativeCall): string {
  const locale = typeof value === "string" ? localeNamed(value) : undefined;
  if (locale !== undefined) return locale;
  return call.fail(
    "date-locale",
    "There is no such locale",
    `Expected a language with or without a region such as "en-US" or "de", found ${shownValue(value)}.`,
    'Write for example `"locale": "en-US"`.',
  );
}

/** Names in wide use that the runtime knows and does not list. */
const americanZones = [
  "US/Eastern",
  "US/Central",
  "US/Mountain",
  "US/Pacific",
  "EST",
  "PST",
  "UTC",
];
