import type * as z from "zod";
import { believe } from "../../base/believe.ts";
import type { Caller } from "../../control/caller.ts";
import type { Control } from "../../control/control.ts";
import type { Operation, RouteCall } from "../route.ts";
import { type PathNames, type PathTemplate, pathTemplate } from "./path-template.ts";
import { checked, readJson } from "./read-json.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One method of one path, as it is served and as `/openapi.json` describes it. */
export interface Endpoint extends Operation {
  readonly method: Method;
  readonly path: PathTemplate;
  readonly answer: (call: EndpointCall) => Promise<void>;
}

/** A request whose sender is known. */
export interface EndpointCall extends RouteCall {
  readonly caller: Caller;
  readonly control: Control;
  /** What the names of the path stand for. */
  readonly at: PathNames;
  /** Aborted when whoever asks goes away, and when the server closes. */
  readonly gone: AbortSignal;
}

export interface ReadCall<Query, Body> extends EndpointCall {
  readonly asked: Query;
  readonly body: Body;
}

interface Declaration<Query extends z.ZodObject, Body extends z.ZodType> {
  readonly method: Method;
  /** With `{name}` for a part of it, `{name+}` for one or more. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly query?: Query;
  readonly body?: Body;
  readonly bodyType?: string;
  readonly answers?: string;
  readonly handle: (call: ReadCall<z.output<Query>, z.output<Body>>) => Promise<void>;
}

export function defineEndpoint<
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodUnknown,
>(declaration: Declaration<Query, Body>): Endpoint {
  const { method, path, tag, summary, query, body, bodyType, answers = "map" } = declaration;
  return {
    method,
    path: pathTemplate(path),
    tag,
    summary,
    query,
    body,
    bodyType,
    answers,
    async answer(call) {
      const given = Object.fromEntries(call.query);
      const asked = query === undefined ? {} : checked(given, query, "query");
      const read = body === undefined ? undefined : await readJson(call, body);
      await declaration.handle(
        believe<ReadCall<z.output<Query>, z.output<Body>>>({ ...call, asked, body: read }),
      );
    },
  };
}
