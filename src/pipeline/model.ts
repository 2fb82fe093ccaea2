import type { JsonTree } from "./json-tree.ts";

/**
 * A pipeline as a graph, read from an SLP. Frozen plain data; `tree` is the file as it was read, so that printing
 * keeps all that this graph does not name.
 */
export interface Pipeline {
  /** Which of the on-disk shapes it was read from. A project export holds several pipelines in the `api` shape. */
  readonly form: "designer" | "api";
  readonly label: string;
  readonly author: string;
  readonly notes: string;
  readonly purpose: string;
  /** `snode_id` of the platform, in the `api` shape. */
  readonly snodeId?: string;
  /** `/Org/Space/Project`, in the `api` shape. */
  readonly projectPath?: string;
  /** In file order. */
  readonly snaps: readonly SnapNode[];
  readonly links: readonly Link[];
  readonly parameters: readonly ParameterDeclaration[];
  readonly imports: readonly LibraryImport[];
  readonly errorPipeline?: SettingValue;
  readonly errorParameters: readonly ErrorParameter[];
  /** Resumable mode. */
  readonly suspendable: boolean;
  readonly tree: JsonTree;
}

export interface SnapNode {
  /** Key in `snap_map`, a UUID in real files. */
  readonly id: string;
  readonly classId: string;
  readonly version: number;
  readonly label: string;
  readonly notes: string;
  readonly settings: SettingRow;
  readonly inputs: readonly View[];
  readonly outputs: readonly View[];
  readonly errorViews: readonly View[];
  readonly errorBehavior: ErrorBehavior;
  readonly executionMode: ExecutionMode;
  readonly account?: AccountReference;
  /** What a nested pipeline of the old kind runs. */
  readonly nested?: NestedPipeline;
}

/** The pipeline that stands for a Snap: by reference, in the file itself, or both. */
export interface NestedPipeline {
  /** `info.pipe_ref`: a name or path. */
  readonly reference?: string;
  /** Its own text, when the Snap carries a `snap_map`. */
  readonly slp?: string;
}

export type ViewType = "document" | "binary";

export interface View {
  readonly id: string;
  /** Router and Join name views by this, not by id. */
  readonly label: string;
  readonly type: ViewType;
}

/** `fail` stops the pipeline, `continue` routes to the error view, `ignore` discards the document. */
export type ErrorBehavior = "fail" | "continue" | "ignore" | "none";

export type ExecutionMode = "Validate & Execute" | "Execute only" | "Disabled";

export interface Link {
  /** Key in `link_map`, such as `link100`. */
  readonly id: string;
  readonly sourceId: string;
  readonly sourceView: string;
  readonly targetId: string;
  readonly targetView: string;
  /** Only a drawing style. */
  readonly isGoto: boolean;
}

export interface ParameterDeclaration {
  readonly key: string;
  readonly value: string | null;
  readonly required: boolean;
  readonly description: string;
}

export interface ErrorParameter {
  readonly key: string;
  readonly value: SettingValue;
}

export interface LibraryImport {
  /** Path of the `.expr` file as written. */
  readonly path: SettingValue;
  /** Name after `lib.`; by default the file's name without its ending. */
  readonly name: string;
}

/** An account by the label path, which is the only stable key after an export. */
export interface AccountReference {
  readonly path: string;
  /** The path is an expression that gives the path. */
  readonly expression: boolean;
  readonly classId?: string;
}

/** A leaf, row or table of settings: `{ "value": …, "expression": … }` in the file. */
export interface SettingValue {
  readonly value: SettingContent;
  readonly expression: boolean;
}

export type SettingContent =
  | null
  | boolean
  | number
  | bigint
  | string
  | SettingRow
  | readonly SettingRow[];

/** Settings by key; unknown keys are kept. */
export type SettingRow = Readonly<Record<string, SettingValue>>;
