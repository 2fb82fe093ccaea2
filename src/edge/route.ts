import type { IncomingMessage, ServerResponse } from "node:http";
import type { EdgeGuards } from "./edge-guards.ts";
import type * as z from "zod";
import type { EdgeParts } from "./edge-parts.ts";
import type { PathTemplate } from "./rest/path-template.ts";

/** A part of the HTTP side with paths of its own. The table of them is `routes.ts`. */
export interface Route {
  /** Whether the path, as it was sent and without the query, belongs to it. */
  readonly matches: (path: string) => boolean;
  /** Methods that the scripts of a listed page may send: `GET, POST`. Pages may send nothing when absent. */
  readonly pageMethods?: string;
  /** What `/openapi.json` says of it. */
  readonly operations?: readonly Operation[];
  /** Host and origin are checked by then. What it throws is answered as a refusal, or as a fault of the server. */
  readonly answer: (call: RouteCall) => Promise<void> | void;
}

/** One method of one path, as it is described. */
export interface Operation {
  readonly method: string;
  readonly path: Pick<PathTemplate, "text" | "names">;
  readonly tag: string;
  readonly summary: string;
  readonly query?: z.ZodObject | undefined;
  readonly body?: z.ZodType | undefined;
  /** Content type of a body that is not JSON. */
  readonly bodyType?: string | undefined;
  /** `map` is wrapped in a `response_map`; `json` stands alone; anything else is a content type. */
  readonly answers: string;
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
