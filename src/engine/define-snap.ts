import type { Document } from "../expr/value.ts";
import type { SnapCategory, SnapShape, ViewsShape } from "../pipeline/snap-shape.ts";
import type { ViewType } from "../pipeline/model.ts";
import type { KeptValues } from "./define-account.ts";
import type { BoundSettings, Settings } from "./setting.ts";
import type { Operator, SnapContext } from "./snap-context.ts";
import { shapesOf } from "./settings/table.ts";

/** A Snap as its author declares it: identity, views, settings, behaviour, words and runnable examples. */
export interface SnapDeclaration<S extends Settings> {
  readonly classId: string;
  readonly version: number;
  readonly name: string;
  readonly label: string;
  readonly category: SnapCategory;
  readonly summary: string;
  /** A paragraph or two: what it does at the edges, what goes to the error view. */
  readonly details?: string;
  readonly views: { readonly input: ViewsShape; readonly output: ViewsShape };
  readonly settings: S;
  /** Names of the account types it takes, as in `accounts: [postgres.name]`; `context.account` gives the account. */
  readonly accounts?: readonly string[];
  /** It cannot work without an account. */
  readonly accountRequired?: boolean;
  /** Why running it may need a permission: it reaches the network, runs any SQL, or runs code. */
  readonly restricted?: "network" | "sql" | "script";
  /** A writer: skipped in validation, default mode "Execute only". */
  readonly writes?: boolean;
  /** Changes something outside the run, as writers do, so its input is read to the end whatever its reader wants. */
  readonly effects?: boolean;
  readonly run: (context: SnapContext<BoundSettings<S>>) => Operator;
  readonly examples: readonly SnapExample[];
}

/** An example in the docs, run as a test: with these settings, `given` on the inputs gives `gives` on the outputs. */
export interface SnapExample {
  readonly title: string;
  /** By key: a literal, rows of a table, or `{ expression: "…" }` for a value flagged as an expression. */
  readonly settings?: Readonly<Record<string, ExampleSetting>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** The account that the Snap has: its type, and values by key. */
  readonly account?: ExampleAccount;
  /** A database that is there before; the Snap's account leads to it. */
  readonly database?: ExampleDatabase;
  /** Files that exist before, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Pipelines that Pipeline Execute may call, as SLP text by name. */
  readonly pipelines?: Readonly<Record<string, string>>;
  /** What HTTP servers answer; every host of the example answers so. */
  readonly serves?: readonly ExampleAnswer[];
  /** Documents (or binaries) on the first input view, or per view label. */
  readonly given?: ExampleItems;
  readonly gives?: ExampleItems;
  /** Error documents, compared by the keys that are given here. */
  readonly errors?: readonly Document[];
  /** The run fails with an error that contains this. */
  readonly fails?: string;
  /** Files that exist after, by path. */
  readonly writes?: Readonly<Record<string, string>>;
  /** Labels of the views when the default single views do not do. */
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

/** An empty database, filled by statements. It is of the kind of the Snap; a generic one gets a PostgreSQL. */
export interface ExampleDatabase {
  readonly setup: readonly string[];
  /** What a query finds there after. */
  readonly after?: { readonly query: string; readonly gives: readonly Document[] };
}

/** The account of an example, as `BoundAccount` has it. */
export interface ExampleAccount {
  readonly type: string;
  readonly values: KeptValues;
}

/** One answer of the servers in an example. Answers to the same request follow each other; the last one stays. */
export interface ExampleAnswer {
  /** `GET` when absent. */
  readonly method?: string;
  /** With its query, as it is sent. */
  readonly path: string;
  /** The request must have had these to be answered so. */
  readonly sent?: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, or what is sent as JSON. */
  readonly body?: string | Document | readonly Document[];
}

/** Items of one view, or of several by label. A binary is `{ header, content }` with text content. */
export type ExampleItems =
  | readonly ExampleItem[]
  | Readonly<Record<string, readonly ExampleItem[]>>;
export type ExampleItem = Document | ExampleBinary;
export interface ExampleBinary {
  readonly header?: Document;
  readonly content: string | Uint8Array;
}

export type ExampleSetting =
  | null
  | boolean
  | number
  | string
  | { readonly expression: string }
  | readonly Readonly<Record<string, ExampleSetting>>[]
  | { readonly [key: string]: ExampleSetting };

/** A Snap with its settings' types forgotten: what catalogues hold and the runner runs. */
export interface SnapDefinition extends SnapShape {
  readonly details: string;
  readonly accounts: readonly string[];
  readonly accountRequired: boolean;
  readonly writes: boolean;
  readonly effects: boolean;
  readonly declaredSettings: Settings;
  readonly run: (context: SnapContext<never>) => Operator;
  readonly examples: readonly SnapExample[];
}

export function defineSnap<const S extends Settings>(
  declaration: SnapDeclaration<S>,
): SnapDefinition {
  const settings = shapesOf(declaration.settings);
  return Object.freeze({
    ...declaration,
    details: declaration.details ?? "",
    accounts: declaration.accounts ?? [],
    accountRequired: declaration.accountRequired ?? false,
    writes: declaration.writes ?? false,
    effects: declaration.effects ?? declaration.writes ?? false,
    implemented: true,
    settings,
    declaredSettings: declaration.settings,
  });
}

/** Exactly one view of that type. */
export function one(...types: readonly ViewType[]): ViewsShape {
  return { min: 1, max: 1, types };
}

/** No view, or one of that type. */
export function optional(...types: readonly ViewType[]): ViewsShape {
  return { min: 0, max: 1, types };
}

/** At least `min` views of that type, as many as the author adds. */
export function many(type: ViewType, min = 1): ViewsShape {
  return { min, max: Number.POSITIVE_INFINITY, types: [type] };
}

export const none: ViewsShape = { min: 0, max: 0, types: [] };
