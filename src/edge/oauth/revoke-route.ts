import { answerWrongMethod } from "../answer.ts";
import type { Route } from "../route.ts";
import { answerOAuth } from "./answer-oauth-refusal.ts";
import { revokePath } from "./oauth-paths.ts";
import { readFormRequest } from "./read-form.ts";

/** Takes tokens back (RFC 7009). */
export const revokeRoute: Route = {
  matches: (path) => path === revokePath,
  pageMethods: "POST",
  answer: (call) =>
    answerOAuth(call, async () => {
      const { parts, request, response } = call;
      if (request.method !== "POST") return answerWrongMethod(response, "POST");
      await parts.control.oauth.revoke(await readFormRequest(call));
      response.writeHead(200, { "content-length": 0, "cache-control": "no-store" });
      response.end();
    }),
};
