export type LocaleStyle = "date" | "time" | "both";

const rememberedFormatsMax = 64;
const remembered = new Map<string, Intl.DateTimeFormat>();

/** A local time in the short form of a locale: `4/27/18`, `8:03 PM`, or `4/27/18, 8:03 PM`. */
export function localeText(localMs: number, locale: string, style: LocaleStyle): string {
  const key = `${style} ${locale}`;
  let format = remembered.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { ...styleOptions[style], timeZone: "UTC" });
    if (remembered.size >= rememberedFormatsMax) remembered.clear();
    remembered.set(key, format);
  }
  return format.format(localMs).replaceAll(narrowSpace, " ");
}

/** Newer locale data puts it before AM and PM, where programs that read the text expect a space. */
const narrowSpace = "\u202f";

const styleOptions = {
  date: { dateStyle: "short" },
  time: { timeStyle: "short" },
  both: { dateStyle: "short", timeStyle: "short" },
} as const;
