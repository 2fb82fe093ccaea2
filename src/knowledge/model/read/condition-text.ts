import { parsePqlFilters } from "../../pql/parse.ts";

/** `FILTER a; FILTER b;` as one condition, `(a) AND (b)`. What is no PQL stays as it is. */
export function conditionText(text: string): string {
  const parsed = parsePqlFilters(text);
  if (parsed.kind === "invalid") return text;
  const conditions = parsed.conditions.map(({ span }) => text.slice(span.start, span.end));
  const [only] = conditions;
  if (conditions.length === 1 && only !== undefined) return only;
  return conditions.map((condition) => `(${condition})`).join(" AND ");
}
