import type { Span } from "../base/finding.ts";

/** The syntax tree of the expression language: frozen plain nodes, each with the stretch of text it stands for. */
export type Expression =
  | LiteralNode
  | RegexNode
  | DocumentNode
  | NameNode
  | MemberNode
  | IndexNode
  | CallNode
  | UnaryNode
  | BinaryNode
  | LogicalNode
  | ConditionalNode
  | ArrayNode
  | ObjectNode
  | ArrowNode
  | MatchNode;

interface Node {
  readonly span: Span;
}

export interface LiteralNode extends Node {
  readonly kind: "literal";
  readonly value: null | boolean | number | bigint | string;
}

export interface RegexNode extends Node {
  readonly kind: "regex";
  readonly source: string;
  readonly flags: string;
}

/** `$`; `$name` is a member of it. */
export interface DocumentNode extends Node {
  readonly kind: "document";
}

/** A bare name: a global, a parameter (`_name`), a name of an arrow function or pattern, `this`. */
export interface NameNode extends Node {
  readonly kind: "name";
  readonly name: string;
}

export interface MemberNode extends Node {
  readonly kind: "member";
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

export interface IndexNode extends Node {
  readonly kind: "index";
  readonly object: Expression;
  readonly index: Expression;
}

export interface CallNode extends Node {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: readonly (Expression | SpreadNode)[];
}

export interface SpreadNode extends Node {
  readonly kind: "spread";
  readonly operand: Expression;
}

export type UnaryOperator = "!" | "-" | "+" | "typeof";

export interface UnaryNode extends Node {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "instanceof";

export interface BinaryNode extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface LogicalNode extends Node {
  readonly kind: "logical";
  readonly operator: "&&" | "||";
  readonly left: Expression;
  readonly right: Expression;
}

export interface ConditionalNode extends Node {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly consequent: Expression;
  readonly alternate: Expression;
}

export interface ArrayNode extends Node {
  readonly kind: "array";
  readonly items: readonly (Expression | SpreadNode)[];
}

export interface ObjectNode extends Node {
  readonly kind: "object";
  readonly members: readonly (PropertyNode | SpreadNode)[];
}

export interface PropertyNode extends Node {
  readonly kind: "property";
  /** A key as text, or the expression in `[computed]`. */
  readonly key: string | Expression;
  readonly value: Expression;
}

export interface ArrowNode extends Node {
  readonly kind: "arrow";
  readonly parameters: readonly ParameterNode[];
  readonly body: Expression;
}

export interface ParameterNode extends Node {
  readonly kind: "parameter";
  readonly name: string;
  readonly rest: boolean;
  readonly fallback: Expression | null;
}

export interface MatchNode extends Node {
  readonly kind: "match";
  readonly subject: Expression;
  readonly arms: readonly ArmNode[];
}

export interface ArmNode extends Node {
  readonly kind: "arm";
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: Expression;
}

export type Pattern =
  | (Node & { readonly kind: "wildcard" })
  | (Node & { readonly kind: "binding"; readonly name: string })
  | (Node & { readonly kind: "type"; readonly name: string })
  | (Node & { readonly kind: "value"; readonly value: LiteralNode["value"] })
  | (Node & {
      readonly kind: "range";
      readonly from: number;
      readonly to: number;
      readonly inclusive: boolean;
    })
  | (Node & { readonly kind: "matching"; readonly source: string; readonly flags: string })
  | (Node & { readonly kind: "either"; readonly patterns: readonly Pattern[] })
  | (Node & { readonly kind: "items"; readonly items: readonly Pattern[]; readonly rest: Rest })
  | (Node & {
      readonly kind: "members";
      readonly members: readonly { readonly key: string; readonly pattern: Pattern }[];
      readonly rest: Rest;
    });

/** What `...rest` of an array or object pattern binds: a name, nothing (`...` or `..._`), or `false` without it. */
export type Rest = string | null | false;
