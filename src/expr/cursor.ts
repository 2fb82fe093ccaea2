import type { Finding, Fix, Span } from "../base/finding.ts";
import { findingAt, Problem } from "./problem.ts";
import type { Token } from "./token.ts";

/** How deep a tree may be when its depth comes from chains such as `a + b + …`, in multiples of the nesting limit. */
const chainFactor = 5;

/** The reading position in the words of one expression, with the findings that did not stop the reading. */
export class Cursor {
  readonly source: string;
  readonly findings: Finding[] = [];
  /** A library may begin and end its lists with commas. */
  readonly library: boolean;
  private readonly tokens: Token[];
  private readonly parenthesised = new WeakSet<object>();
  private readonly depthMax: number;
  private readonly depths = new WeakMap<object, number>();
  private position = 0;
  private nesting = 0;

  constructor(source: string, tokens: readonly Token[], depthMax: number, library: boolean) {
    this.source = source;
    this.tokens = [...tokens];
    this.depthMax = depthMax;
    this.library = library;
  }

  get token(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const { length } = this.source;
    return (
      this.tokens[this.position + ahead] ?? { kind: "end", value: "", start: length, end: length }
    );
  }

  next(): Token {
    const token = this.token;
    this.position++;
    return token;
  }

  isSign(sign: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "sign" && token.value === sign;
  }

  /** Reads the sign at the cursor as if `sign` stood there. */
  replaceSign(sign: string): void {
    const { start, end } = this.token;
    this.tokens[this.position] = { kind: "sign", value: sign, start, end };
  }

  /** The stretch from `start` to the end of the last word taken. */
  spanFrom(start: number): Span {
    return { start, end: this.position === 0 ? start : this.peek(-1).end };
  }

  /** Remembers that a node stood in parentheses; the tree itself does not say so. */
  parenthesise<T extends object>(node: T): T {
    this.parenthesised.add(node);
    return node;
  }

  isParenthesised(node: object): boolean {
    return this.parenthesised.has(node);
  }

  isWord(word: string): boolean {
    return this.token.kind === "name" && this.token.value === word;
  }

  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.position++;
    return true;
  }

  /** Takes the closing sign of what began at `open`, or says what stands in its place. */
  close(sign: string, open: number, what: string): number {
    const token = this.token;
    if (this.takeSign(sign)) return token.end;
    const opening = this.source.charAt(open);
    const found = this.describe(token);
    if (token.kind === "end") {
      throw this.problem(
        { start: open, end: open + 1 },
        `The ${what} is not closed.`,
        `\`${opening}\` opens it, and the expression ends without \`${sign}\`.`,
        `Add \`${sign}\` where the ${what} ends.`,
      );
    }
    throw this.problem(
      token,
      `Unexpected ${found} in the ${what}.`,
      `Expected \`${sign}\`${what === "index" ? "" : " or `,`"} and found ${found}.`,
      `Add the missing \`${sign}\`, or an operator before ${found}.`,
    );
  }

  /** Freezes a node and refuses a tree that is too deep for the stack. */
  node<T extends object>(node: T, ...children: readonly (object | null)[]): T {
    let depth = 1;
    for (const child of children) {
      if (child !== null) depth = Math.max(depth, 1 + (this.depths.get(child) ?? 0));
    }
    this.depths.set(node, depth);
    if (depth > this.depthMax * chainFactor) throw this.tooDeep(this.depthMax * chainFactor);
    return Object.freeze(node);
  }

  nested<T>(read: () => T): T {
    this.nesting++;
    if (this.nesting > this.depthMax) throw this.tooDeep(this.depthMax);
    const result = read();
    this.nesting--;
    return result;
  }

  problem(span: Span, error: string, reason: string, resolution: string, fix?: Fix): Problem {
    return new Problem(findingAt(span, "expression-syntax", error, reason, resolution, fix));
  }

  /** Ends the reading at something that JavaScript has and this language has not. */
  unsupportedProblem(
    span: Span,
    error: string,
    reason: string,
    advice: string,
    fix?: Fix,
  ): Problem {
    return new Problem(findingAt(span, "expression-unsupported", error, reason, advice, fix));
  }

  unsupported(span: Span, error: string, reason: string, resolution: string, fix?: Fix): void {
    this.findings.push(findingAt(span, "expression-unsupported", error, reason, resolution, fix));
  }

  describe(token: Token): string {
    return token.kind === "end" ? "the end of the expression" : `\`${this.text(token)}\``;
  }

  text(span: Span): string {
    return this.source.slice(span.start, span.end);
  }

  private tooDeep(limit: number): Problem {
    const { start, end } = this.token;
    return new Problem(
      findingAt(
        { start, end },
        "expression-too-deep",
        "The expression is nested too deeply.",
        `More than ${limit} levels are open here (limit expressionDepthMax).`,
        "Move a part into an expression library or an earlier Mapper.",
      ),
    );
  }
}
