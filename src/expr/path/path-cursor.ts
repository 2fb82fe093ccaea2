import type { CompileInner } from "./json-path.ts";

/** Where the parser stands in the source. White space around the path is outside `position` and `end`. */
export interface PathCursor {
  readonly source: string;
  readonly end: number;
  readonly compile: CompileInner | undefined;
  position: number;
}

export function pathCursor(source: string, compile: CompileInner | undefined): PathCursor {
  const end = source.trimEnd().length;
  return { source, compile, end, position: end - source.slice(0, end).trimStart().length };
}

/** The character at the cursor; empty at the end. */
export function peek(cursor: PathCursor, ahead = 0): string {
  const at = cursor.position + ahead;
  return at < cursor.end ? cursor.source.charAt(at) : "";
}

export function skipSpaces(cursor: PathCursor): void {
  while (/^\s$/.test(peek(cursor))) cursor.position++;
}

/** Steps over `text` when it stands at the cursor. */
export function accept(cursor: PathCursor, text: string): boolean {
  const here = cursor.source.startsWith(text, cursor.position);
  if (!here || cursor.position + text.length > cursor.end) return false;
  cursor.position += text.length;
  return true;
}

const nameCharacters = /[^\s.[\]()'"`,*?{}=<>!&|+/%\\;^~]+/y;

/** The dotted name at the cursor, or undefined. Hyphens, `@`, `:` and `$` belong to names. */
export function readName(cursor: PathCursor): string | undefined {
  nameCharacters.lastIndex = cursor.position;
  const name = nameCharacters.exec(cursor.source)?.[0];
  if (name !== undefined) cursor.position += name.length;
  return name;
}
