import type { ViewType } from "./model.ts";

/**
 * What a Snap looks like from outside: the part of its declaration that reading, printing and lint need. The engine's
 * `defineSnap` produces it, so that lint and the engine can never disagree.
 */
export interface SnapShape {
  /** `com-snaplogic-snaps-flow-filter`. */
  readonly classId: string;
  /** `class_version` of the exports that this declaration was made from. */
  readonly version: number;
  /** Class name in PyGen: `FlowFilter`. */
  readonly name: string;
  /** Name in the Designer: `Filter`. */
  readonly label: string;
  readonly category: SnapCategory;
  /** One sentence, for lists. */
  readonly summary: string;
  readonly views: { readonly input: ViewsShape; readonly output: ViewsShape };
  /** Settings by their key in the SLP. */
  readonly settings: Readonly<Record<string, SettingShape>>;
  /** Names of the account types it takes; none when it takes no account. */
  readonly accounts?: readonly string[];
  /** It cannot work without an account. */
  readonly accountRequired?: boolean;
  /** `false` for a Snap that is known by name but that this build cannot run. */
  readonly implemented: boolean;
}

export type SnapCategory = "read" | "parse" | "transform" | "flow" | "format" | "write";

export interface ViewsShape {
  readonly min: number;
  /** `Infinity` when views can be added without end. */
  readonly max: number;
  readonly types: readonly ViewType[];
}

/** Which names an expression in a setting may use: none at all, parameters and `pipe`, or the document too. */
export type ExpressionReach = "none" | "parameters" | "document";

interface SettingBasics {
  /** One sentence for people and models. */
  readonly help: string;
  readonly required: boolean;
  readonly expression: ExpressionReach;
}

export type SettingShape =
  | (SettingBasics & { readonly kind: "text" | "editor"; readonly default: string })
  /** Always an expression, whatever the flag in the file says. */
  | (SettingBasics & {
      readonly kind: "expression";
      readonly default: string;
      /** A setting of the same row; while that is blank, this one is a JSONPath, as in a Mapper's row that deletes. */
      readonly pathWithout?: string;
    })
  /** A JSONPath, or an expression when flagged as one. */
  | (SettingBasics & { readonly kind: "path"; readonly default: string })
  | (SettingBasics & {
      readonly kind: "integer";
      readonly default: number;
      readonly minimum: number;
      readonly maximum: number;
    })
  | (SettingBasics & { readonly kind: "flag"; readonly default: boolean })
  | (SettingBasics & {
      readonly kind: "choice";
      readonly default: string;
      readonly options: readonly string[];
    })
  | (SettingBasics & {
      readonly kind: "table";
      readonly columns: Readonly<Record<string, SettingShape>>;
    })
  | (SettingBasics & {
      readonly kind: "group";
      readonly fields: Readonly<Record<string, SettingShape>>;
    });

/** Every Snap that is known, by class id. Handed in; `pipeline` owns no list. */
export interface SnapShapes {
  get(classId: string): SnapShape | undefined;
  all(): Iterable<SnapShape>;
}
