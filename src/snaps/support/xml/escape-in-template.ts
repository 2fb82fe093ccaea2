const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Escapes a value that may go between tags or, in quotes of either kind, into an attribute. */
export function escapeInTemplate(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => references[character] ?? character);
}
