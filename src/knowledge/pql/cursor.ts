import { unreachable } from "../../base/errors.ts";
import type { Fix, Span } from "../../base/finding.ts";
import type { PqlNode } from "./ast.ts";
import { pqlProblem, type PqlProblem } from "./problem.ts";
import type { Token } from "./token.ts";

export interface PqlLimits {
  readonly pqlLengthMax: number;
  readonly pqlDepthMax: number;
  readonly pqlNodesMax: number;
}

/** How deep a tree may be when its depth comes from chains such as `a OR b OR …`, in multiples of the nesting limit. */
const chainFactor = 5;

/** The reading position in the words of one PQL text. */
export class PqlCursor {
  readonly source: string;
  private readonly tokens: readonly Token[];
  private readonly limits: PqlLimits;
  private readonly readExpression: (cursor: PqlCursor) => PqlNode;
  private readonly depths = new WeakMap<object, number>();
  private position = 0;
  private nesting = 0;
  private nodes = 0;

  constructor(
    source: string,
    tokens: readonly Token[],
    limits: PqlLimits,
    readExpression: (cursor: PqlCursor) => PqlNode,
  ) {
    this.source = source;
    this.tokens = tokens;
    this.limits = limits;
    this.readExpression = readExpression;
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

  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.position++;
    return true;
  }

  /** Words of the language read the same in any case. */
  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "word" && token.value.toUpperCase() === word;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.position++;
    return true;
  }

  expectWord(word: string, after: string): Token {
    const token = this.token;
    if (this.takeWord(word)) return token;
    throw this.expected(`\`${word}\` ${after}`, `Write \`${word}\` before ${describe(token)}.`);
  }

  expectSign(sign: string, after: string): Token {
    const token = this.token;
    if (this.takeSign(sign)) return token;
    throw this.expected(`\`${sign}\` ${after}`, `Write \`${sign}\` before ${describe(token)}.`);
  }

  /** One expression from here, of any kind. */
  expression(): PqlNode {
    return this.readExpression(this);
  }

  /** The stretch from `start` to the end of the last word taken. */
  spanFrom(start: number): Span {
    return { start, end: this.position === 0 ? start : this.peek(-1).end };
  }

  /** Counts and freezes a node; refuses a tree that is too large or too deep for the stack. */
  node<T extends PqlNode>(node: T, ...children: readonly (PqlNode | null)[]): T {
    let depth = 1;
    for (const child of children) {
      if (child !== null) depth = Math.max(depth, 1 + (this.depths.get(child) ?? 0));
    }
    this.depths.set(node, depth);
    const { pqlDepthMax, pqlNodesMax } = this.limits;
    if (depth > pqlDepthMax * chainFactor) throw this.tooDeep(pqlDepthMax * chainFactor);
    this.nodes++;
    if (this.nodes > pqlNodesMax) {
      throw pqlProblem(
        node.span,
        "pql-limit",
        "The PQL is too large.",
        `It has more than ${pqlNodesMax} parts (limit pqlNodesMax).`,
        "Split it into KPIs, or compare with `IN (…)` in place of many conditions.",
      );
    }
    return Object.freeze(node);
  }

  nested<T>(read: () => T): T {
    this.nesting++;
    if (this.nesting > this.limits.pqlDepthMax) throw this.tooDeep(this.limits.pqlDepthMax);
    const result = read();
    this.nesting--;
    return result;
  }

  /** Ends the reading: `what` was expected where the cursor is. */
  expected(what: string, resolution: string, fix?: Fix): PqlProblem {
    const token = this.token;
    const found = describe(token);
    const error = token.kind === "end" ? "The PQL ends too early." : `Unexpected ${found}.`;
    const reason = `Expected ${what} and found ${found}.`;
    return pqlProblem(token, "pql-syntax", error, reason, resolution, fix);
  }

  private tooDeep(most: number): PqlProblem {
    return pqlProblem(
      this.token,
      "pql-limit",
      "The PQL is nested too deeply.",
      `It has more than ${most} levels (limit pqlDepthMax).`,
      "Take an inner part out into a KPI or an attribute of its own.",
    );
  }
}

/** A word as a message names it. */
export function describe(token: Token): string {
  switch (token.kind) {
    case "end":
      return "the end";
    case "text":
      return `the text '${clip(token.value)}'`;
    case "name":
      return `"${clip(token.value)}"`;
    case "variable":
      return `\`\${${clip(token.value)}}\``;
    case "word":
    case "int":
    case "float":
    case "sign":
      return `\`${clip(token.value)}\``;
    default:
      return unreachable(token.kind);
  }
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
