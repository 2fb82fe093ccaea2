import type { Reference, ReferenceStep } from "./template-node.ts";
import { expect, failAt, match, type TemplateCursor } from "./template-cursor.ts";

/** A reference such as `$name`, `$!name`, `${order.id}` or `$list[0]`; undefined where none starts. */
export function parseReference(cursor: TemplateCursor): Reference | undefined {
  const start = cursor.at;
  const found =
    match(cursor, /(\\?)\$(!?)(\{)([A-Za-z_][\w-]*)/y) ??
    match(cursor, /(\\?)\$(!?)()([A-Za-z_]\w*)/y);
  if (found === undefined) return undefined;
  const [, backslash, bang, brace, name = ""] = found;
  const steps = parseSteps(cursor, brace === "{");
  if (brace === "{") expect(cursor, /\}/y, "`}` after the reference");
  if (steps.length > 0 && cursor.text[cursor.at] === "(") {
    cursor.at = start;
    failAt(
      cursor,
      "a reference to a value, as methods cannot be called",
      "Compute the value in a Mapper before, and refer to it by name.",
    );
  }
  return {
    name,
    steps,
    quiet: bang === "!",
    source: cursor.text.slice(start + (backslash?.length ?? 0), cursor.at),
    escaped: backslash === "\\",
  };
}

function parseSteps(cursor: TemplateCursor, inBraces: boolean): readonly ReferenceStep[] {
  const steps: ReferenceStep[] = [];
  const name = inBraces ? /\.([A-Za-z_][\w-]*)/y : /\.([A-Za-z_]\w*)/y;
  for (;;) {
    const property = match(cursor, name)?.[1];
    if (property !== undefined) {
      steps.push(property);
      continue;
    }
    const index = match(cursor, /\[\s*(?:(\d{1,9})|'([^']*)'|"([^"]*)")\s*\]/y);
    if (index === undefined) return steps;
    steps.push(
      index[1] === undefined
        ? (index[2] ?? index[3] ?? "")
        : { kind: "literal", value: Number(index[1]) },
    );
  }
}
