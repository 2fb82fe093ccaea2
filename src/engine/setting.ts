import type { Finding, Place } from "../base/finding.ts";
import type { Scope } from "../expr/scope.ts";
import type { SettingShape } from "../pipeline/snap-shape.ts";
import type { SettingValue } from "../pipeline/model.ts";

/** A declared setting: its shape for everyone who reads about it, and how the value in a file becomes a `T` to run with. */
export interface Setting<T> {
  readonly shape: SettingShape;
  readonly bind: (value: SettingValue | undefined, context: BindContext) => T;
}

/** Settings by key, as a Snap declares them. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What the settings of a declaration are when they are bound. */
export type BoundSettings<S extends Settings> = {
  readonly [Key in keyof S]: S[Key] extends Setting<infer T> ? T : never;
};

export interface BindContext {
  readonly scope: Scope;
  /** The Snap's `nullSafeAccess`: a missing path reads as null. */
  readonly nullSafe: boolean;
  readonly place: Place;
  /** Takes what is wrong with the value; the run then does not start. */
  readonly report: (finding: Finding) => void;
}

/** The same context one step deeper: `transformations` → `transformations.mappingTable[0]`. */
export function withSetting(context: BindContext, setting: string): BindContext {
  return { ...context, place: { ...context.place, setting } };
}

/** A finding of the expression or path compiler, which knows only the span, placed in the Snap's setting. */
export function withSpan(finding: Finding, context: BindContext): Finding {
  return { ...finding, place: { ...context.place, ...finding.place } };
}
