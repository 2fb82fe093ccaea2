import type { Span } from "../../base/finding.ts";

/**
 * PQL as it was written: frozen plain nodes. Names of functions and words of the language are in capitals; names of
 * tables, columns and variables as they stand. Nothing is resolved yet; `checkPql` does that.
 */
export type PqlNode =
  | TextNode
  | NumberNode
  | DateNode
  | BooleanNode
  | NullNode
  | NameNode
  | ColumnNode
  | VariableNode
  | ParameterNode
  | UnaryNode
  | BinaryNode
  | LikeNode
  | InNode
  | BetweenNode
  | IsNullNode
  | CaseNode
  | ListNode
  | CallNode
  | SpecialNode;

interface Located {
  readonly span: Span;
}

/** `'text'`. */
export interface TextNode extends Located {
  readonly kind: "text";
  readonly value: string;
}

/** `12` is an INT, `12.0` and `1e3` are FLOAT. An INT past 2^53 is a bigint. */
export interface NumberNode extends Located {
  readonly kind: "number";
  readonly value: number | bigint;
  readonly type: "INT" | "FLOAT";
}

/** `{d'2024-01-31'}`, `{t'2024-01-31 12:30:00'}`: ISO 8601 without a zone, down to microseconds. */
export interface DateNode extends Located {
  readonly kind: "date";
  readonly value: string;
}

export interface BooleanNode extends Located {
  readonly kind: "boolean";
  readonly value: boolean;
}

export interface NullNode extends Located {
  readonly kind: "null";
}

/** One name alone: a table (`"CASES"`), or a word that a function knows (`DAYS`). */
export interface NameNode extends Located {
  readonly kind: "name";
  readonly name: string;
  readonly quoted: boolean;
}

/** `"TABLE"."COLUMN"`, or unquoted `TABLE.COLUMN`, which may also be `RECORD.ATTRIBUTE`. */
export interface ColumnNode extends Located {
  readonly kind: "column";
  readonly table: string;
  readonly column: string;
  readonly quoted: boolean;
}

/** `${NAME}`; the name may have dots. */
export interface VariableNode extends Located {
  readonly kind: "variable";
  readonly name: string;
}

/** `{p1}`: what `KPI("id", …)` passes to a KPI, counted or named. */
export interface ParameterNode extends Located {
  readonly kind: "parameter";
  readonly name: string;
}

export interface UnaryNode extends Located {
  readonly kind: "unary";
  readonly operator: "-" | "+" | "NOT";
  readonly operand: PqlNode;
}

export type BinaryOperator =
  | "OR"
  | "AND"
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "||"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

export interface BinaryNode extends Located {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: PqlNode;
  readonly right: PqlNode;
}

export interface LikeNode extends Located {
  readonly kind: "like";
  readonly operand: PqlNode;
  readonly pattern: PqlNode;
  readonly negated: boolean;
}

export interface InNode extends Located {
  readonly kind: "in";
  readonly operand: PqlNode;
  readonly items: readonly PqlNode[];
  readonly negated: boolean;
}

export interface BetweenNode extends Located {
  readonly kind: "between";
  readonly operand: PqlNode;
  readonly low: PqlNode;
  readonly high: PqlNode;
  readonly negated: boolean;
}

export interface IsNullNode extends Located {
  readonly kind: "is-null";
  readonly operand: PqlNode;
  readonly negated: boolean;
}

export interface CaseNode extends Located {
  readonly kind: "case";
  readonly branches: readonly CaseBranch[];
  readonly otherwise: PqlNode | null;
}

export interface CaseBranch {
  readonly when: PqlNode;
  readonly then: PqlNode;
}

/** `['a', 'b']`, as `REMAP_VALUES` takes them. */
export interface ListNode extends Located {
  readonly kind: "list";
  readonly items: readonly PqlNode[];
}

/** `NAME(DISTINCT arguments, ORDER BY keys)`. */
export interface CallNode extends Located {
  readonly kind: "call";
  readonly name: string;
  readonly distinct: boolean;
  readonly arguments: readonly PqlNode[];
  readonly orderBy: readonly OrderKey[];
}

export interface OrderKey {
  readonly node: PqlNode;
  readonly descending: boolean;
}

/** What a `SpecialForm` read, word by word, after its own name: `CASE_START TO CASE_END, <node>` in brackets. */
export interface SpecialNode extends Located {
  readonly kind: "special";
  /** Name of the form, in capitals. */
  readonly name: string;
  readonly parts: readonly SpecialPart[];
}

export type SpecialPart =
  | { readonly kind: "word"; readonly text: string; readonly span: Span }
  | { readonly kind: "sign"; readonly text: string; readonly span: Span }
  | { readonly kind: "node"; readonly node: PqlNode };
