import type { Refusal } from "../../base/errors.ts";

/** What `tools/call` answers with. `isError` is always there, `content` is text only. */
export interface AssetToolResult {
  readonly content: readonly AssetTextBlock[];
  /** Absent when the call failed. */
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

export interface AssetTextBlock {
  readonly type: "text";
  readonly text: string;
}

/** How a call of a tool ended, in the form of MCP (`result`) and with what the REST twin needs. */
export type AssetToolOutcome =
  | {
      readonly kind: "answered";
      readonly result: AssetToolResult;
      /** The body of the REST twin: the structured content with `schema` for `schema_`. */
      readonly body: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "refused";
      readonly result: AssetToolResult;
      /** `not-found` when the asset has no such tool. */
      readonly refusal: Refusal;
      /** The argument that is wrong, dotted: `applied_filters.string_filters.0.column_id`; empty when it is none. */
      readonly attribute: string;
    };
