import type { ToolAnnotations } from "../define-tool.ts";

/** A tool of an asset as `tools/list` shows it. */
export interface ListedAssetTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonObjectSchema;
  /** What `structuredContent` is. */
  readonly outputSchema: JsonObjectSchema;
  readonly annotations: ToolAnnotations;
}

/** A tool of an asset with what the REST twin says of it. */
export interface DescribedAssetTool {
  readonly listed: ListedAssetTool;
  /** Last segment of its path, such as `load-data`. */
  readonly toolId: string;
  /** What a call takes, with every bound; the listed schema is a shorter one. */
  readonly argumentsSchema: JsonObjectSchema;
  /** What a `200` of the REST twin holds. */
  readonly bodySchema: JsonObjectSchema;
  /** Arguments that can be pasted. */
  readonly example: Readonly<Record<string, unknown>>;
}

export interface JsonObjectSchema {
  readonly type: "object";
  readonly [key: string]: unknown;
}
