import type { z } from "zod";
import { believe } from "../../base/believe.ts";
import type { Limits } from "../../base/limits.ts";
import type { AssetTool, AssetToolKind } from "../../control/assets/asset-definition.ts";
import type { OpenAsset } from "../../control/assets/assets.ts";
import type { ToolAnnotations } from "../define-tool.ts";

/** The tool as the asset's author configured it. */
export type ConfiguredTool<Kind extends AssetToolKind> = Extract<
  AssetTool,
  { readonly kind: Kind }
>;

/** What the schemas and texts of a tool may depend on. */
export interface AssetToolSetting<Kind extends AssetToolKind> {
  readonly asset: OpenAsset;
  readonly tool: ConfiguredTool<Kind>;
  readonly limits: Limits;
}

/** What a tool knows about one call beside its input. */
export interface AssetToolCall<Kind extends AssetToolKind> extends AssetToolSetting<Kind> {
  readonly signal: AbortSignal;
  readonly requestId: string;
}

export interface AssetToolAnswer<Content> {
  /** The structured content as MCP publishes it. */
  readonly content: Content;
  /** The first text block, where it is not the content as JSON. */
  readonly text?: string;
  /** A sentence for the model, as a text block of its own after the first. */
  readonly note?: string;
  /** The body of the REST twin, where it differs. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A kind of tool as its file declares it; schemas depend on the asset. */
export interface AssetToolSpec<
  Kind extends AssetToolKind,
  Input extends z.ZodObject,
  Content extends z.ZodObject,
> {
  readonly kind: Kind;
  readonly title: string;
  /** What it does, when to use it, what it returns; the author's description goes before it. */
  describe(setting: AssetToolSetting<Kind>): string;
  readonly annotations: ToolAnnotations;
  input(setting: AssetToolSetting<Kind>): Input;
  /** What `structuredContent` is. */
  readonly content: Content;
  /** What the REST twin answers, where it differs. */
  readonly body?: z.ZodObject;
  /** Arguments that can be pasted; error texts show them. */
  example(setting: AssetToolSetting<Kind>): Readonly<Record<string, unknown>>;
  run(
    call: AssetToolCall<Kind>,
    input: z.output<Input>,
  ): Promise<AssetToolAnswer<z.input<Content>>>;
}

/** A kind of tool among others: what its input is has been forgotten, the schema knows it again. */
export interface AssetToolDefinition {
  readonly kind: AssetToolKind;
  readonly title: string;
  readonly annotations: ToolAnnotations;
  readonly content: z.ZodObject;
  readonly body: z.ZodObject;
  describe(setting: AssetToolSetting<AssetToolKind>): string;
  input(setting: AssetToolSetting<AssetToolKind>): z.ZodObject;
  example(setting: AssetToolSetting<AssetToolKind>): Readonly<Record<string, unknown>>;
  run(
    call: AssetToolCall<AssetToolKind>,
    input: unknown,
  ): Promise<AssetToolAnswer<Readonly<Record<string, unknown>>>>;
}

/** Declares a kind of tool that assets can have. */
export function defineAssetTool<
  Kind extends AssetToolKind,
  Input extends z.ZodObject,
  Content extends z.ZodObject,
>(spec: AssetToolSpec<Kind, Input, Content>): AssetToolDefinition {
  return {
    kind: spec.kind,
    title: spec.title,
    annotations: spec.annotations,
    content: spec.content,
    body: spec.body ?? spec.content,
    describe: (setting) => spec.describe(believe(setting)),
    input: (setting) => spec.input(believe(setting)),
    example: (setting) => spec.example(believe(setting)),
    run: (call, input) => believe(spec.run(believe(call), believe(input))),
  };
}

/** Hints of a tool that only reads the asset's data. */
export const readsData: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};
