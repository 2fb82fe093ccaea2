/** `a`, `b` and 3 more, in quotes; `none` when there is nothing. For texts that list what there is. */
export function listed(names: readonly string[], most = 10): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}

/** Sentences that are there, one after the other. */
export function sentences(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join(" ");
}
