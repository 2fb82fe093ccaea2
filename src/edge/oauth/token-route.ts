import { answerJson, answerWrongMethod } from "../answer.ts";
import type { Route } from "../route.ts";
import { answerOAuth } from "./answer-oauth-refusal.ts";
import { tokenPath } from "./oauth-paths.ts";
import { readFormRequest } from "./read-form.ts";

/** Gives access tokens to clients. */
export const tokenRoute: Route = {
  matches: (path) => path === tokenPath,
  pageMethods: "POST",
  answer: (call) =>
    answerOAuth(call, async () => {
      const { parts, request, response } = call;
      if (request.method !== "POST") return answerWrongMethod(response, "POST");
      const answer = await parts.control.oauth.token(await readFormRequest(call));
      answerJson(response, 200, answer, { pragma: "no-cache" });
    }),
};
