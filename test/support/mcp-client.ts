import { believe } from "../../src/base/believe.ts";

/** What the story needs of an MCP client, whichever program it is. */
export interface McpClient extends AsyncDisposable {
  toolNames(): Promise<readonly string[]>;
  /** Calls a tool; the envelope of the answer. */
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<Envelope>;
}

export interface Envelope {
  readonly success: boolean;
  readonly response: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Opens a client on one MCP path with one token. */
export type OpenClient = (endpoint: string, token: string) => Promise<McpClient>;

/** The envelope of a `tools/call` result: from its structured content, which the text repeats. */
export function envelopeOf(result: unknown): Envelope {
  if (typeof result === "object" && result !== null && "structuredContent" in result) {
    return believe<Envelope>(result.structuredContent);
  }
  throw new Error(`no structured content in ${JSON.stringify(result)}`);
}
