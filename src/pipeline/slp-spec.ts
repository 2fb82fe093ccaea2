import type { ErrorBehavior, ExecutionMode } from "./model.ts";
import type { ViewSpec } from "./view-spec.ts";

/**
 * What a pipeline is, in the fewest words; `buildSlp` makes the SLP of it. For samples and for tests.
 *
 * ```ts
 * buildSlp({
 *   label: "Expensive orders",
 *   snaps: [
 *     { id: "orders", classId: "com-snaplogic-snaps-transform-jsongenerator", settings: { editable_content: "[]" } },
 *     { id: "filter", classId: "com-snaplogic-snaps-flow-filter", settings: { filterExpression: { expression: "$price > 10" } } },
 *   ],
 *   links: [["orders", "filter"]],
 * });
 * ```
 */
export interface SlpSpec {
  readonly label?: string;
  readonly snaps: readonly SnapSpec[];
  /**
   * Chains: `["a", "b", "c"]` links `a.output0` to `b.input0` and `b.output0` to `c.input0`. An end may name its view:
   * `["a.output1", "b.input101"]`; in the middle of a chain a named view is where the chain arrives.
   */
  readonly links?: readonly (readonly string[])[];
  /** Default values by key, or rows in full. */
  readonly parameters?: Readonly<Record<string, string | null>> | readonly ParameterSpec[];
  /** Expression libraries: path by name. */
  readonly imports?: Readonly<Record<string, string>>;
  readonly errorPipeline?: SettingSpec;
  readonly errorParameters?: Readonly<Record<string, SettingSpec>>;
}

export interface SnapSpec {
  /** Key in `snap_map`; without a dot. */
  readonly id: string;
  readonly classId: string;
  /** 1 when absent. */
  readonly version?: number;
  /** The id when absent. */
  readonly label?: string;
  readonly settings?: Readonly<Record<string, SettingSpec>>;
  /**
   * `["input0", "input1"]`, `["input0:binary"]` or `[{ id, label, type }]`. When absent: the views that links name, of
   * the type of the view at the other end.
   */
  readonly inputs?: readonly ViewSpec[];
  /** Like `inputs`; when no link names one either, `output0` for documents. `[]` for a Snap that has none. */
  readonly outputs?: readonly ViewSpec[];
  /** `fail` when absent. */
  readonly error?: ErrorBehavior;
  /** `Validate & Execute` when absent. */
  readonly mode?: ExecutionMode;
  /** Label path of the account. */
  readonly account?: string | { readonly expression: string };
}

/**
 * A setting: a plain value, `{ expression: "$a" }`, rows of a table, or the fields of a group. Rows and fields nest.
 */
export type SettingSpec =
  | null
  | boolean
  | number
  | bigint
  | string
  | { readonly expression: string }
  | readonly RowSpec[]
  | RowSpec;

export interface RowSpec {
  readonly [key: string]: SettingSpec;
}

export interface ParameterSpec {
  readonly key: string;
  readonly value?: string | null;
  readonly required?: boolean;
  readonly description?: string;
}
