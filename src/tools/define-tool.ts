import { z } from "zod";
import { believe } from "../base/believe.ts";
import type { ToolCall, ToolTransport } from "./tool-call.ts";

export type Toolset = "platform" | "pygen";

/** The four hints of the protocol, all of them said. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** A tool as its file declares it. */
export interface ToolSpec<
  Input extends z.ZodRawShape,
  Response extends z.ZodType,
  Stdio extends z.ZodRawShape,
> {
  readonly name: string;
  /** Other names that `tools/call` understands. */
  readonly aliases?: readonly string[];
  readonly toolset: Toolset;
  readonly title: string;
  /** What it does, when to use it, what it returns. */
  readonly description: string;
  readonly annotations: ToolAnnotations;
  /** It may take minutes: a client that knows tasks may get one for it. */
  readonly long?: boolean;
  readonly input: Input;
  /** Fields that exist on stdio only; each names the field that carries the content over HTTP. */
  readonly stdioInput?: Stdio;
  readonly contentFieldOf?: Readonly<Partial<Record<keyof Stdio & string, keyof Input & string>>>;
  /** Arguments that can be pasted; error texts show them. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Shape of `response` when the call succeeds. */
  readonly response: Response;
  readonly run: (
    call: ToolCall,
    input: z.output<z.ZodObject<Input>> & Partial<z.output<z.ZodObject<Stdio>>>,
  ) => Promise<z.input<Response>>;
}

/** A tool among others: what its input is has been forgotten, `readArguments` knows it again. */
export interface Tool {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly toolset: Toolset;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly long: boolean;
  readonly input: z.ZodRawShape;
  readonly stdioInput: z.ZodRawShape;
  /** What the input must be by how the client is connected; made once, since making one costs more than using it. */
  readonly schemas: Readonly<Record<ToolTransport, z.ZodObject<z.ZodRawShape>>>;
  readonly contentFieldOf: Readonly<Record<string, string | undefined>>;
  readonly example: Readonly<Record<string, unknown>>;
  readonly response: z.ZodType;
  readonly run: (call: ToolCall, input: unknown) => Promise<unknown>;
}

/** Declares a tool. */
export function defineTool<
  Input extends z.ZodRawShape,
  Response extends z.ZodType,
  Stdio extends z.ZodRawShape = z.ZodRawShape,
>(spec: ToolSpec<Input, Response, Stdio>): Tool {
  return {
    name: spec.name,
    aliases: spec.aliases ?? [],
    toolset: spec.toolset,
    title: spec.title,
    description: spec.description,
    annotations: spec.annotations,
    long: spec.long ?? false,
    input: spec.input,
    stdioInput: spec.stdioInput ?? {},
    schemas: {
      http: z.object<z.ZodRawShape>(spec.input),
      stdio: z.object<z.ZodRawShape>({ ...spec.input, ...spec.stdioInput }),
    },
    contentFieldOf: spec.contentFieldOf ?? {},
    example: spec.example,
    response: spec.response,
    run: (call, input) => spec.run(call, believe(input)),
  };
}
