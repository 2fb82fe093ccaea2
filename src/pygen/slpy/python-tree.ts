import type { Span } from "../../base/finding.ts";

/** The part of Python that SLPy is made of, as plain data. */
export type PythonStatement =
  | {
      readonly kind: "import";
      readonly module: string;
      /** Empty for `import *`. */
      readonly names: readonly { readonly name: string; readonly span: Span }[];
      readonly span: Span;
    }
  | {
      readonly kind: "assignment";
      readonly target: PythonExpression;
      readonly value: PythonExpression;
      readonly span: Span;
    }
  | { readonly kind: "expression"; readonly value: PythonExpression; readonly span: Span };

export type PythonExpression = PythonString | PythonCall | PythonOther;

export interface PythonString {
  readonly kind: "string";
  readonly value: string;
  readonly span: Span;
  /** Where the content begins, when it stands in the source letter by letter: no escapes, one literal. */
  readonly contentStart?: number;
}

export interface PythonCall {
  readonly kind: "call";
  readonly callee: PythonExpression;
  readonly arguments: readonly PythonArgument[];
  readonly span: Span;
}

type PythonOther =
  | { readonly kind: "number"; readonly value: number | bigint; readonly span: Span }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "none"; readonly span: Span }
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  | {
      readonly kind: "member";
      readonly object: PythonExpression;
      readonly name: string;
      readonly span: Span;
    }
  | {
      readonly kind: "list" | "tuple";
      readonly items: readonly PythonExpression[];
      readonly span: Span;
    }
  | {
      readonly kind: "dictionary";
      readonly entries: readonly (readonly [PythonExpression, PythonExpression])[];
      readonly span: Span;
    }
  /** `a > b > c`. */
  | { readonly kind: "chain"; readonly items: readonly PythonExpression[]; readonly span: Span }
  /** What SLPy does not have; the finding about it has been reported. */
  | { readonly kind: "refused"; readonly span: Span };

export interface PythonArgument {
  /** Absent for an argument by position. */
  readonly name?: string;
  /** Of the name, or of the value when there is none. */
  readonly nameSpan: Span;
  readonly value: PythonExpression;
}
