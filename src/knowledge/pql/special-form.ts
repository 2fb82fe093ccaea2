import type { SpecialPart } from "./ast.ts";
import type { PqlCursor } from "./cursor.ts";

/**
 * Grammar of its own: what stands after `name`, such as `(CASE_START TO CASE_END, …)` or `EQUALS 'A' TO 'B'`. `read`
 * begins after the name, takes what belongs to the form and gives it back word by word; the parts are printed as they
 * are, so that whatever was read reads the same again. Expressions inside are read by `cursor.expression()`.
 */
export interface SpecialForm {
  /** In capitals: `CALC_THROUGHPUT`. */
  readonly name: string;
  /** Whether the name begins the form only before `(`. `PROCESS EQUALS 'A'` has no bracket. */
  readonly bracketed: boolean;
  read(cursor: PqlCursor): readonly SpecialPart[];
}

/** Collects the parts of a form while its words are taken. */
export class SpecialParts {
  private readonly cursor: PqlCursor;
  private readonly parts: SpecialPart[] = [];

  constructor(cursor: PqlCursor) {
    this.cursor = cursor;
  }

  get all(): readonly SpecialPart[] {
    return this.parts;
  }

  /** Takes `count` words of the text as one part that reads `text`. */
  take(count: number, text: string): void {
    const { start } = this.cursor.token;
    for (let taken = 0; taken < count; taken++) this.cursor.next();
    this.parts.push({ kind: "word", text, span: this.cursor.spanFrom(start) });
  }

  takeWord(word: string): boolean {
    const { start, end } = this.cursor.token;
    if (!this.cursor.takeWord(word)) return false;
    this.parts.push({ kind: "word", text: word, span: { start, end } });
    return true;
  }

  /** Takes one of the words and says which, or says what was expected. */
  word(words: readonly string[], where: string): string {
    for (const word of words) if (this.takeWord(word)) return word;
    const names = words.map((word) => `\`${word}\``).join(", ");
    throw this.cursor.expected(`one of ${names} ${where}`, `Write one of ${names}.`);
  }

  /** Takes any word, kept as it is written, such as the name that follows `AS`. */
  anyWord(what: string): string {
    const token = this.cursor.token;
    if (token.kind !== "word") throw this.cursor.expected(what, `Write ${what}.`);
    this.cursor.next();
    this.parts.push({
      kind: "word",
      text: token.value,
      span: { start: token.start, end: token.end },
    });
    return token.value;
  }

  takeSign(sign: string): boolean {
    const { start, end } = this.cursor.token;
    if (!this.cursor.takeSign(sign)) return false;
    this.parts.push({ kind: "sign", text: sign, span: { start, end } });
    return true;
  }

  sign(sign: string, where: string): void {
    if (this.takeSign(sign)) return;
    throw this.cursor.expected(
      `\`${sign}\` ${where}`,
      `Write \`${sign}\` where ${where.replace(/^(of|in|after) /, "")} needs it.`,
    );
  }

  expression(): void {
    this.parts.push({ kind: "node", node: this.cursor.expression() });
  }
}
