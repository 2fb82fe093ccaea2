import { SnapFailure } from "../../../engine/snap-failure.ts";

/** A place in a template while it is parsed. */
export interface TemplateCursor {
  readonly text: string;
  at: number;
  /** Levels of directives and brackets at hand. */
  depth: number;
  readonly depthMax: number;
}

/** What a sticky pattern matches here; the cursor then stands behind it. */
export function match(cursor: TemplateCursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found === null) return undefined;
  cursor.at += found[0].length;
  return found;
}

export function expect(cursor: TemplateCursor, pattern: RegExp, expected: string): RegExpExecArray {
  return match(cursor, pattern) ?? failAt(cursor, expected);
}

/** Runs `parse` one level deeper; refuses a template that nests without end. */
export function nested<T>(cursor: TemplateCursor, parse: () => T): T {
  cursor.depth++;
  if (cursor.depth > cursor.depthMax) {
    failAt(cursor, `at most ${cursor.depthMax} levels (jsonDepthMax)`);
  }
  const result = parse();
  cursor.depth--;
  return result;
}

export function failAt(cursor: TemplateCursor, expected: string, resolution?: string): never {
  const before = cursor.text.slice(0, cursor.at);
  const line = before.split("\n").length;
  const column = cursor.at - before.lastIndexOf("\n");
  const found =
    cursor.at < cursor.text.length
      ? JSON.stringify(cursor.text.slice(cursor.at, cursor.at + 20))
      : "the end of the template";
  throw new SnapFailure(
    `The template cannot be read at line ${line}, column ${column}`,
    `Expected ${expected}; found ${found}.`,
    resolution ?? `Mend the template at line ${line}.`,
  );
}
