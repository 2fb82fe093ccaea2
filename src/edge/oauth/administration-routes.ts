import * as z from "zod";
import type { Caller } from "../../control/caller.ts";
import { grantTypes } from "../../control/oauth/client-rows.ts";
import type { OAuth } from "../../control/oauth/oauth.ts";
import { answerJson, answerWrongMethod } from "../answer.ts";
import { pathTemplate } from "../rest/path-template.ts";
import type { Operation, Route, RouteCall } from "../route.ts";
import { readJsonBody, restCaller } from "./rest-call.ts";

const base = "/api/slipway/v1";
const texts = z.array(z.string());

const newClient = z.strictObject({
  org: z.string(),
  name: z.string(),
  kind: z.enum(["confidential", "public"]).optional(),
  grantTypes: z.array(z.enum(grantTypes)).optional(),
  redirectUris: texts.optional(),
  scopes: texts.optional(),
  groups: texts.optional(),
});

const newKey = z.strictObject({
  org: z.string(),
  name: z.string(),
  lifeMs: z.int().optional(),
  groups: texts.optional(),
});

/** OAuth clients, application keys, signing keys and groups over REST, as users with their SLToken or password. */
export const administrationRoutes: readonly Route[] = [
  rest(/^\/oauth-clients$/, {
    GET: async ({ query, answer }, { clients }, caller) =>
      answer(200, { clients: await clients.list(caller, query.get("org") ?? undefined) }),
    POST: async ({ body, answer }, { clients }, caller) =>
      answer(201, await clients.create(caller, await body(newClient))),
  }),
  rest(/^\/oauth-clients\/([0-9a-f]{24})$/, {
    DELETE: async ({ id, answer }, { clients }, caller) => {
      await clients.revoke(caller, id);
      answer(200, { id, revoked: true });
    },
  }),
  rest(/^\/oauth-clients\/([0-9a-f]{24})\/secret$/, {
    POST: async ({ id, body, answer }, { clients }, caller) => {
      const { graceMs } = await body(z.strictObject({ graceMs: z.int().optional() }));
      answer(201, { id, ...(await clients.rotateSecret(caller, id, graceMs)) });
    },
  }),
  rest(/^\/application-keys$/, {
    GET: async ({ query, answer }, { applicationKeys }, caller) =>
      answer(200, { keys: await applicationKeys.list(caller, query.get("org") ?? undefined) }),
    POST: async ({ body, answer }, { applicationKeys }, caller) =>
      answer(201, await applicationKeys.create(caller, await body(newKey))),
  }),
  rest(/^\/application-keys\/([0-9a-f]{24})$/, {
    DELETE: async ({ id, answer }, { applicationKeys }, caller) => {
      await applicationKeys.revoke(caller, id);
      answer(200, { id, revoked: true });
    },
  }),
  rest(/^\/signing-keys$/, {
    GET: async ({ answer }, { signingKeys }, caller) =>
      answer(200, { keys: await signingKeys.list(caller) }),
    POST: async ({ body, answer }, { signingKeys }, caller) => {
      const { discardOld = false } = await body(
        z.strictObject({ discardOld: z.boolean().optional() }),
      );
      answer(201, await signingKeys.rotate(caller, { discardOld }));
    },
  }),
  rest(/^\/user-groups$/, {
    GET: async ({ query, answer }, { groups }, caller) => {
      const user = query.get("user") ?? caller.name;
      answer(200, { user, groups: await groups.list(caller, user) });
    },
    PUT: async ({ body, answer }, { groups }, caller) => {
      const asked = await body(z.strictObject({ user: z.string(), groups: texts }));
      answer(200, { user: asked.user, groups: await groups.set(caller, asked.user, asked.groups) });
    },
  }),
];

function operationOf(pattern: RegExp, method: string): Operation {
  const path = pattern.source.replaceAll("\\/", "/").replaceAll(/^\^|\$$|\\/g, "");
  const template = `${base}${path.replace("([0-9a-f]{24})", "{id}")}`;
  const what = path.split("/")[1]?.replaceAll("-", " ") ?? "";
  return {
    method,
    path: pathTemplate(template),
    tag: "Administration",
    summary: `${method === "GET" ? "Lists" : "Changes"} ${what}.`,
    answers: "json",
  };
}

interface RestCall {
  /** What the path names. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: <T>(schema: z.ZodType<T>) => Promise<T>;
  readonly answer: (status: number, body: unknown) => void;
}

type Handler = (call: RestCall, oauth: OAuth, caller: Caller) => Promise<void>;

/** A route whose methods are the handlers. Who asks is known before anything is read. */
function rest(pattern: RegExp, handlers: Readonly<Record<string, Handler>>): Route {
  const match = (path: string): RegExpExecArray | null =>
    path.startsWith(base) ? pattern.exec(path.slice(base.length)) : null;
  const methods = Object.keys(handlers).join(", ");
  return {
    matches: (path) => match(path) !== null,
    pageMethods: methods,
    operations: Object.keys(handlers).map((method) => operationOf(pattern, method)),
    async answer(call: RouteCall) {
      const { request, response, parts, path, query } = call;
      const handler = Object.entries(handlers).find(([method]) => method === request.method)?.[1];
      if (handler === undefined) return answerWrongMethod(response, methods);
      const caller = await restCaller(call);
      if (caller === undefined) return;
      const restCall: RestCall = {
        id: match(path)?.[1] ?? "",
        query,
        body: (schema) => readJsonBody(call, schema),
        answer: (status, body) => answerJson(response, status, body),
      };
      await handler(restCall, parts.control.oauth, caller);
    },
  };
}
