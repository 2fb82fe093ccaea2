import { SnapFailure } from "../../../engine/snap-failure.ts";

/** Characters of the name of a sheet, by Excel. */
const nameLengthMax = 31;

/** Refuses names that Excel cannot open, and two that differ in case alone. */
export function checkSheetNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const isBad = name === "" || name.length > nameLengthMax || /[[\]:*?/\\]|^'|'$/.test(name);
    if (isBad || seen.has(name.toLowerCase())) throw badName(name, seen.has(name.toLowerCase()));
    seen.add(name.toLowerCase());
  }
}

function badName(name: string, isTwice: boolean): SnapFailure {
  return new SnapFailure(
    `"${name}" cannot be the name of a sheet`,
    isTwice
      ? `Expected names that differ; found "${name}" twice.`
      : `Expected 1 to ${nameLengthMax} characters without [ ] : * ? / \\ and without a quote at either end; found ${JSON.stringify(name)}.`,
    "Set `sheetNameProp` to a shorter or plainer name; with several inputs, rename the input view.",
  );
}
