import { assert } from "../../../base/errors.ts";
import type { PqlNode, SpecialNode, SpecialPart } from "../ast.ts";
import type { PqlCursor } from "../cursor.ts";
import type { SpecialForm } from "../special-form.ts";

/**
 * What the grammar of a form is read from: the words of PQL at first, which become parts, and later those parts. One
 * function of grammar serves both, so that checking cannot understand a form otherwise than reading did.
 */
export interface FormReader {
  /** Whether a word and then a sign stand next. */
  isWordBefore(word: string, sign: string): boolean;
  takeWord(word: string): boolean;
  takeSign(sign: string): boolean;
  sign(sign: string, where: string): void;
  /** One of the words. */
  word(words: readonly string[], where: string): string;
  /** Any word, as it is written, when one stands here. */
  takeAnyWord(): string | undefined;
  /** A text or a variable, when one stands here. */
  takeText(): PqlNode | undefined;
  wholeNumber(what: string): number;
  expression(): PqlNode;
  expected(what: string, resolution: string): Error;
}

/** A form of which `grammar` reads everything after the name. */
export function formOf(
  name: string,
  bracketed: boolean,
  grammar: (reader: FormReader) => unknown,
): SpecialForm {
  return {
    name,
    bracketed,
    read: (cursor) => {
      const reader = new CursorReader(cursor);
      grammar(reader);
      return reader.parts;
    },
  };
}

/** What the form says, once more from the parts that were read. */
export function readParts<T>(node: SpecialNode, grammar: (reader: FormReader) => T): T {
  return grammar(new PartsReader(node.parts));
}

export function textOf(reader: FormReader, what: string): PqlNode {
  const node = reader.takeText();
  if (node !== undefined) return node;
  throw reader.expected(what, "Write it in single quotes.");
}

/** `item, item, …` up to the sign that closes the list. */
export function listOf<T>(reader: FormReader, closing: string, item: () => T): readonly T[] {
  const items: T[] = [];
  do items.push(item());
  while (reader.takeSign(","));
  reader.sign(closing, "after the list");
  return items;
}

class CursorReader implements FormReader {
  readonly parts: SpecialPart[] = [];
  private readonly cursor: PqlCursor;

  constructor(cursor: PqlCursor) {
    this.cursor = cursor;
  }

  isWordBefore(word: string, sign: string): boolean {
    return this.cursor.isWord(word) && this.cursor.isSign(sign, 1);
  }

  takeWord(word: string): boolean {
    const { start, end } = this.cursor.token;
    if (!this.cursor.takeWord(word)) return false;
    this.parts.push({ kind: "word", text: word, span: { start, end } });
    return true;
  }

  takeSign(sign: string): boolean {
    const { start, end } = this.cursor.token;
    if (!this.cursor.takeSign(sign)) return false;
    this.parts.push({ kind: "sign", text: sign, span: { start, end } });
    return true;
  }

  sign(sign: string, where: string): void {
    if (!this.takeSign(sign)) {
      throw this.cursor.expected(`\`${sign}\` ${where}`, `Write \`${sign}\` here.`);
    }
  }

  word(words: readonly string[], where: string): string {
    const found = words.find((word) => this.takeWord(word));
    if (found !== undefined) return found;
    const names = words.map((word) => `\`${word}\``).join(", ");
    throw this.cursor.expected(`one of ${names} ${where}`, `Write one of ${names}.`);
  }

  takeAnyWord(): string | undefined {
    const { kind, value, start, end } = this.cursor.token;
    if (kind !== "word") return undefined;
    this.cursor.next();
    this.parts.push({ kind: "word", text: value, span: { start, end } });
    return value;
  }

  takeText(): PqlNode | undefined {
    const { kind, value, start, end } = this.cursor.token;
    if (kind !== "text" && kind !== "variable") return undefined;
    this.cursor.next();
    const span = { start, end };
    return this.part(
      this.cursor.node(kind === "text" ? { kind, value, span } : { kind, name: value, span }),
    );
  }

  wholeNumber(what: string): number {
    const { kind, value, start, end } = this.cursor.token;
    if (kind !== "int") throw this.cursor.expected(what, "Write a whole number.");
    this.cursor.next();
    this.parts.push({ kind: "word", text: value, span: { start, end } });
    return Number(value);
  }

  expression(): PqlNode {
    return this.part(this.cursor.expression());
  }

  expected(what: string, resolution: string): Error {
    return this.cursor.expected(what, resolution);
  }

  private part(node: PqlNode): PqlNode {
    this.parts.push({ kind: "node", node });
    return node;
  }
}

class PartsReader implements FormReader {
  private readonly parts: readonly SpecialPart[];
  private position = 0;

  constructor(parts: readonly SpecialPart[]) {
    this.parts = parts;
  }

  isWordBefore(word: string, sign: string): boolean {
    return this.is("word", word) && this.is("sign", sign, 1);
  }

  takeWord(word: string): boolean {
    return this.take("word", word);
  }

  takeSign(sign: string): boolean {
    return this.take("sign", sign);
  }

  sign(sign: string): void {
    assert(this.takeSign(sign), `the form has ${sign} here`);
  }

  word(words: readonly string[]): string {
    const found = words.find((word) => this.takeWord(word));
    assert(found !== undefined, `the form has one of ${words.join()} here`);
    return found;
  }

  takeAnyWord(): string | undefined {
    const part = this.parts[this.position];
    if (part?.kind !== "word") return undefined;
    this.position++;
    return part.text;
  }

  takeText(): PqlNode | undefined {
    const part = this.parts[this.position];
    if (part?.kind !== "node") return undefined;
    if (part.node.kind !== "text" && part.node.kind !== "variable") return undefined;
    return this.expression();
  }

  wholeNumber(): number {
    return Number(this.takeAnyWord());
  }

  expression(): PqlNode {
    const part = this.parts[this.position];
    assert(part?.kind === "node", "the form has an expression here");
    this.position++;
    return part.node;
  }

  expected(what: string): Error {
    return new Error(`assertion failed: the form has ${what} here`);
  }

  private is(kind: "word" | "sign", text: string, ahead = 0): boolean {
    const part = this.parts[this.position + ahead];
    return part?.kind === kind && (kind === "sign" ? part.text : part.text.toUpperCase()) === text;
  }

  private take(kind: "word" | "sign", text: string): boolean {
    if (!this.is(kind, text)) return false;
    this.position++;
    return true;
  }
}
