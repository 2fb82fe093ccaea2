/** A piece of a parsed template. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "if"; readonly branches: readonly Branch[] }
  | {
      readonly kind: "foreach";
      readonly name: string;
      readonly list: TemplateExpression;
      readonly body: readonly TemplateNode[];
    }
  | { readonly kind: "set"; readonly name: string; readonly value: TemplateExpression };

/** A branch without a condition is the `#else`. */
export interface Branch {
  readonly condition: TemplateExpression | undefined;
  readonly body: readonly TemplateNode[];
}

export interface Reference {
  readonly name: string;
  readonly steps: readonly ReferenceStep[];
  /** `$!name`: nothing where there is no value, instead of the reference as written. */
  readonly quiet: boolean;
  readonly source: string;
  /** A backslash stands before it: a reference that has a value is then written out, without the backslash. */
  readonly escaped: boolean;
}

export type ReferenceStep = string | TemplateExpression;

export type TemplateExpression =
  | { readonly kind: "literal"; readonly value: null | boolean | number | string }
  | { readonly kind: "interpolated"; readonly nodes: readonly TemplateNode[] }
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "list"; readonly items: readonly TemplateExpression[] }
  | { readonly kind: "range"; readonly from: TemplateExpression; readonly to: TemplateExpression }
  | { readonly kind: "not"; readonly operand: TemplateExpression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: TemplateExpression;
      readonly right: TemplateExpression;
    };

export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";
