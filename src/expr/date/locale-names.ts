/** The names of months, days and halves of the day in one language. */
export interface LocaleNames {
  readonly locale: string;
  /** January first. */
  readonly monthsLong: readonly string[];
  readonly monthsShort: readonly string[];
  /** Monday first. */
  readonly daysLong: readonly string[];
  readonly daysShort: readonly string[];
  readonly halves: readonly [string, string];
  readonly eras: readonly [string, string];
}

const rememberedLocalesMax = 32;
const remembered = new Map<string, LocaleNames>();

/** The canonical form of a locale such as `en_US` or `de-DE`; undefined when it is malformed. */
export function localeNamed(name: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(name.trim().replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

/** The names of a canonical locale. */
export function localeNames(locale: string): LocaleNames {
  let names = remembered.get(locale);
  if (names === undefined) {
    names = namesOf(locale);
    if (remembered.size >= rememberedLocalesMax) remembered.clear();
    remembered.set(locale, names);
  }
  return names;
}

const mondayMs = 1_704_067_200_000;
const dayMs = 86_400_000;

function namesOf(locale: string): LocaleNames {
  const months = Array.from({ length: 12 }, (_, index) => Date.UTC(2024, index, 15));
  const days = Array.from({ length: 7 }, (_, index) => mondayMs + index * dayMs);
  return {
    locale,
    monthsLong: texts(locale, { month: "long" }, months),
    monthsShort: texts(locale, { month: "short" }, months),
    daysLong: texts(locale, { weekday: "long" }, days),
    daysShort: texts(locale, { weekday: "short" }, days),
    halves: [half(locale, mondayMs), half(locale, mondayMs + dayMs / 2)],
    eras: ["BC", "AD"],
  };
}

function texts(
  locale: string,
  options: Intl.DateTimeFormatOptions,
  instants: readonly number[],
): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  return instants.map((instant) => format.format(instant));
}

function half(locale: string, epochMs: number): string {
  const format = new Intl.DateTimeFormat(locale, {
    hour: "numeric",
    hour12: true,
    timeZone: "UTC",
  });
  const part = format.formatToParts(epochMs).find((entry) => entry.type === "dayPeriod");
  return part?.value ?? (epochMs === mondayMs ? "AM" : "PM");
}
