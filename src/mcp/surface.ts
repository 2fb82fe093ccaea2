import type { Toolset } from "../tools/define-tool.ts";
import type { Call } from "./call.ts";
import type { McpCaller } from "./mcp-caller.ts";
import type { Result } from "./result.ts";
import type { SessionToolset } from "./sessions.ts";

/** What a server offers over MCP; the protocol around it is the same whatever it offers. */
export interface Surface {
  /** `ServerCapabilities` without what the protocol itself adds. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  has(toolset: Toolset): boolean;
  instructions(caller: McpCaller): string;
  listTools(call: Call): Result;
  callTool(call: Call, name: string, given: unknown): Promise<Result>;
  /** Whether a call of this tool may, or must, become a task for a client that knows tasks. */
  taskSupport(toolset: SessionToolset, name: string): TaskSupport;
  /** Paths in the arguments of a tool that a `Mcp-Param-<name>` header must repeat, by that name in lower case. */
  headerArguments(name: string): Readonly<Record<string, readonly string[]>>;
  listPrompts(call: Call): Result;
  getPrompt(call: Call, name: string): Promise<Result>;
  listResources(call: Call, cursor: string | undefined): Promise<Result>;
  listTemplates(call: Call): Result;
  readResource(call: Call, uri: string): Promise<Result>;
  /** Whether the caller may read that resource now. */
  mayRead(caller: McpCaller, uri: string): Promise<boolean>;
  complete(
    call: Call,
    argument: { readonly name: string; readonly value: string },
  ): Promise<Result>;
  /** Tells of every change from now on, until the returned function is called. */
  watch(listener: (change: Change) => void): () => void;
}

export type TaskSupport = "never" | "optional" | "required";

/** What clients may have asked to be told of. */
export type Change =
  | { readonly kind: "tools" }
  | { readonly kind: "prompts" }
  | { readonly kind: "resources" }
  | { readonly kind: "resource"; readonly uri: string };
