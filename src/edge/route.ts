import type { IncomingMessage, ServerResponse } from "node:http";
import type { EdgeGuards } from "./edge-guards.ts";
import type { EdgeParts } from "./edge-parts.ts";

/** A part of the HTTP side with paths of its own. The table of them is `routes.ts`. */
export interface Route {
  /** Whether the path, as it was sent and without the query, belongs to it. */
  readonly matches: (path: string) => boolean;
  /** Methods that the scripts of a listed page may send: `GET, POST`. Pages may send nothing when absent. */
  readonly pageMethods?: string;
  /** Host and origin are checked by then. What it throws is answered as a refusal, or as a fault of the server. */
  readonly answer: (call: RouteCall) => Promise<void> | void;
}

export interface RouteCall {
  readonly parts: EdgeParts;
  readonly guards: EdgeGuards;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** As it was sent, without the query. */
  readonly path: string;
  /** What follows the question mark, read. */
  readonly query: URLSearchParams;
  /** How the world addresses this server: `https://agents.example`, without a slash at the end. */
  readonly ownUrl: string;
  /** Aborted when the server closes: streams then end. */
  readonly closing: AbortSignal;
}
