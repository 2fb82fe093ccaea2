import type { Span } from "../../base/finding.ts";
import type { CompiledInner } from "./json-path.ts";

/** One step of a path. `span` is its stretch of the source. */
export type PathSegment = (
  | NameSegment
  | IndexSegment
  | { readonly kind: "wildcard" }
  | {
      readonly kind: "slice";
      readonly start?: number;
      readonly end?: number;
      readonly step: number;
    }
  | { readonly kind: "union"; readonly members: readonly (string | number)[] }
  /** The node itself and everything below it; the selector that follows applies to each. */
  | { readonly kind: "descend" }
  | { readonly kind: "filter"; readonly source: string; readonly inner: CompiledInner }
  | { readonly kind: "script"; readonly source: string; readonly inner: CompiledInner }
  | MethodSegment
) & { readonly span: Span };

export interface NameSegment {
  readonly kind: "name";
  readonly name: string;
}

/** Negative indexes count from the end: -1 is the last element. */
export interface IndexSegment {
  readonly kind: "index";
  readonly index: number;
}

/** A method on the results so far, such as `.first()`. */
export interface MethodSegment {
  readonly kind: "method";
  readonly name: PathMethodName;
  /** The argument as written; empty when there is none. */
  readonly source: string;
  readonly inner: CompiledInner | undefined;
}

/** The methods a path may end in, each with whether it takes an expression. */
export const pathMethods = {
  length: "none",
  first: "optional",
  last: "optional",
  filter: "required",
  map: "required",
  sort_asc: "optional",
  sort_desc: "optional",
  default: "required",
} as const;

export type PathMethodName = keyof typeof pathMethods;
