import type { ReplyHeaders } from "../reply.ts";
import type { Result } from "../result.ts";

/** One MCP Server asset as one request may use it. The protocol around it is the same whatever the asset is. */
export interface AssetServer {
  readonly serverInfo: Readonly<Record<string, string>>;
  /** What it is about, for a client that connects. */
  instructions(): string;
  /** Counts one operation against what the asset allows in a minute. */
  admit(): Promise<Admission>;
  listTools(): Result;
  /** A tool that fails has a result too, with `isError`. */
  callTool(name: string, given: unknown, signal: AbortSignal): Promise<Result>;
}

export interface Admission {
  /** How much is left, for the answer. */
  readonly headers: ReplyHeaders;
  /** What to answer instead when there were too many. */
  readonly refusal: Result | undefined;
}
