import type { App } from "./app-contract.ts";

/** What the first start on an empty data directory has to say, this once; empty on every later one. */
export function firstStartText({ control: { firstStart } }: App): string {
  if (firstStart === undefined) return "";
  const { adminName, generatedPassword } = firstStart;
  const password =
    generatedPassword === undefined
      ? ""
      : ` with the password ${generatedPassword} (shown this once)`;
  return `first start: created the administrator "${adminName}"${password}\n`;
}
