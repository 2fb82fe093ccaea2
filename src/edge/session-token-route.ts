import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { pathTemplate } from "./rest/path-template.ts";
import type { Route } from "./route.ts";
import { answerJson, answerThrottled, answerUnauthorized, answerWrongMethod } from "./answer.ts";
import type { EdgeParts } from "./edge-parts.ts";

export const sessionTokenPath = "/api/1/rest/asset/session";

export const sessionTokenRoute: Route = {
  matches: (path) => path === sessionTokenPath,
  operations: [
    {
      method: "GET",
      path: pathTemplate(sessionTokenPath),
      tag: "Users",
      summary: "Mints an SLToken for whoever sends Basic credentials.",
      query: z.object({ caller: z.string().optional() }),
      answers: "map",
    },
  ],
  answer: ({ parts, request, response }) => answerSessionToken(parts, request, response),
};

/** Mints an SLToken for whoever proves with Basic credentials who they are. */
async function answerSessionToken(
  parts: EdgeParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "GET") return answerWrongMethod(response, "GET");
  const { identity } = parts.control;
  const authentication = await identity.authenticate(
    request.headers.authorization,
    request.socket.remoteAddress,
  );
  if (authentication.kind === "absent") {
    return answerUnauthorized(response, "The Authorization header is missing");
  }
  if (authentication.kind === "throttled") return answerThrottled(response, authentication);
  if (authentication.kind === "unusable") {
    return answerUnauthorized(response, authentication.sentence);
  }
  const { caller } = authentication;
  if (caller.proof === "token") {
    return answerUnauthorized(response, "A token cannot mint tokens; send Basic credentials");
  }
  const userName = callerName(request) ?? caller.name;
  const issued = await identity.createToken(caller, userName);
  answerJson(response, 200, {
    response_map: {
      token: issued.token,
      username: userName,
      session_timeout_seconds: Math.floor(parts.limits.tokenLifeMs / 1000),
    },
    http_status_code: 200,
  });
}

function callerName(request: IncomingMessage): string | undefined {
  const [, query = ""] = (request.url ?? "").split("?", 2);
  return new URLSearchParams(query).get("caller") || undefined;
}
