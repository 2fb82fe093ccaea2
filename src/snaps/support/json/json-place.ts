import { SnapFailure } from "../../../engine/snap-failure.ts";

/** A JSON text that cannot be read: what was expected and found, and the offset in the text at hand. */
export class JsonProblem extends Error {
  readonly offset: number;

  constructor(expectedAndFound: string, offset: number) {
    super(expectedAndFound);
    this.name = "JsonProblem";
    this.offset = offset;
  }
}

/** A line and a column, both counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** The place of `offset`, when the text itself starts at `start`. */
export function placeIn(text: string, offset: number, start: TextPlace): TextPlace {
  let line = start.line;
  let lineStart = 1 - start.column;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** The failure that a Snap reports for a problem in its text. */
export function jsonFailure(problem: JsonProblem, text: string, start: TextPlace): SnapFailure {
  const { line, column } = placeIn(text, problem.offset, start);
  return new SnapFailure(
    `Cannot read JSON at line ${line}, column ${column}`,
    problem.message,
    `Mend the JSON at line ${line}, column ${column}.`,
    { line, column },
  );
}

/** The character at an offset, for messages. */
export function describeCharacter(text: string, offset: number): string {
  return offset < text.length ? JSON.stringify(text.charAt(offset)) : "the end";
}
