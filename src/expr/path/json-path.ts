import type { Finding } from "../../base/finding.ts";
import type { Limits } from "../../base/limits.ts";
import type { Value } from "../value.ts";
import type { PathSegment } from "./path-segment.ts";

/** A JSONPath made ready to read and write values: parsed once, used for every document. */
export interface JsonPath {
  readonly source: string;
  readonly segments: readonly PathSegment[];
  /** Whether it names at most one place. Otherwise it may match many, and reads as a list. */
  readonly definite: boolean;
  readonly isRoot: boolean;
  /** Whether it names places, which can be written, and not results computed from them by a method. */
  readonly writable: boolean;
  /** The names, outermost first, of a path made of nothing else. The root has none: `[]`. */
  readonly names: readonly string[] | undefined;
  /** Every match, in document order. */
  readAll(value: Value): Value[];
  /** The first match; undefined when there is none. */
  readOne(value: Value): Value | undefined;
  /**
   * Puts a value at every place the path names and returns the root: the same one, changed, or a new one where the
   * old cannot hold the path. Missing objects and arrays on the way are made; an index beyond the end pads with null.
   */
  write(root: Value, value: Value): Value;
  /** Takes every place the path names out of its object or array. */
  remove(root: Value): void;
}

/** A filter, script or method argument: an expression in which `value` is the element at hand. */
export interface CompiledInner {
  evaluate(value: Value, root: Value): Value;
}

/** Makes an inner expression ready, or says what is wrong with it; spans count from the start of `source`. */
export type CompileInner = (
  source: string,
) => CompiledInner | { readonly findings: readonly Finding[] };

export type PathLimits = Pick<
  Limits,
  | "expressionLengthMax"
  | "expressionDepthMax"
  | "expressionStepsMax"
  | "expressionOutputSizeMax"
  | "jsonDepthMax"
>;

export interface PathOptions {
  /** Without it a path with a filter, a script or a method argument is refused. */
  readonly compile?: CompileInner;
  readonly limits?: PathLimits;
}

export type ParsedPath =
  | { readonly ok: true; readonly path: JsonPath }
  | { readonly ok: false; readonly findings: readonly Finding[] };
