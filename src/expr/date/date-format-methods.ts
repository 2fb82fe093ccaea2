import type { NativeCall, NativeFunction } from "../native.ts";
import { dateMethod } from "./date-argument.ts";
import type { MethodTable } from "./date-getters.ts";
import type { DateKind } from "./date-kind.ts";
import type { DateValue } from "./date-value.ts";
import { defaultLocale, formatOptions, type FormatOptions } from "./format-options.ts";
import type { JodaPattern } from "./joda-pattern.ts";
import { localeNames } from "./locale-names.ts";
import { localeText, type LocaleStyle } from "./locale-text.ts";
import { patternArgument } from "./pattern-argument.ts";
import type { Moment } from "./print-field.ts";
import { offsetMsAt } from "./zone.ts";

/** `toString` and the methods that print for people, for one type of dates. */
export function formatMethods<T extends DateValue>(kind: DateKind<T>): MethodTable {
  return {
    toString: dateMethod(kind, (self, [pattern], call) =>
      pattern === undefined || pattern === null
        ? self.toString()
        : formatted(kind, self, patternArgument(pattern, call), defaultLocale, undefined, call),
    ),
    toLocaleString: localeMethod(kind, styleOf(kind, "both")),
    toLocaleDateString: localeMethod(kind, styleOf(kind, "date")),
    toLocaleTimeString: localeMethod(kind, styleOf(kind, "time")),
    toLocaleDateTimeString: localeMethod(kind, styleOf(kind, "both")),
  };
}

function localeMethod<T extends DateValue>(kind: DateKind<T>, style: LocaleStyle): NativeFunction {
  return dateMethod(kind, (self, args, call) => {
    const options: FormatOptions = formatOptions(args[0], call);
    const { locale, pattern, zone } = options;
    if (pattern !== undefined) return formatted(kind, self, pattern, locale, zone, call);
    return localeText(momentOf(kind, self, zone).localMs, locale, style);
  });
}

/** A type without date or time prints the part it has. */
function styleOf<T extends DateValue>(kind: DateKind<T>, style: LocaleStyle): LocaleStyle {
  if (!kind.hasTime) return "date";
  return kind.hasDate ? style : "time";
}

function formatted<T extends DateValue>(
  kind: DateKind<T>,
  self: T,
  pattern: JodaPattern,
  locale: string,
  zone: string | undefined,
  call: NativeCall,
): string {
  const foreign = foreignLetter(kind, pattern);
  if (foreign !== undefined) failForeign(kind, pattern, foreign, call);
  return pattern.format(momentOf(kind, self, zone), localeNames(locale));
}

function momentOf<T extends DateValue>(
  kind: DateKind<T>,
  self: T,
  zone: string | undefined,
): Moment {
  const own = kind.zone(self);
  const epochMs = kind.ms(self);
  if (own === "") return { localMs: kind.localMs(self), epochMs, zone: "" };
  const shown = zone ?? own;
  return { localMs: epochMs + offsetMsAt(shown, epochMs), epochMs, zone: shown };
}

const dayLetters = "GCYxweEyDMd";
const timeLetters = "aKhHkmsS";

function foreignLetter<T extends DateValue>(
  kind: DateKind<T>,
  pattern: JodaPattern,
): string | undefined {
  const absent = (kind.hasDate ? "" : dayLetters) + (kind.hasTime ? "" : timeLetters);
  return pattern.letters.split("").find((letter) => absent.includes(letter));
}

function failForeign<T extends DateValue>(
  kind: DateKind<T>,
  pattern: JodaPattern,
  letter: string,
  call: NativeCall,
): never {
  const part = kind.hasDate ? "time" : "date";
  return call.fail(
    "date-pattern",
    `A ${kind.name} cannot be printed as "${pattern.source}"`,
    `Expected letters for the ${kind.hasDate ? "date" : "time"} only, found \`${letter}\`, and a ${kind.name} has no ${part}.`,
    `Take \`${letter}\` out of the pattern, or parse the value with LocalDateTime.parse.`,
  );
}
