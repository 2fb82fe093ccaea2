import { Refusal } from "../../base/errors.ts";
import { OAuthRefusal } from "../../control/oauth/oauth-refusal.ts";
import { answerJson } from "../answer.ts";
import type { RouteCall } from "../route.ts";

/** Runs what answers an endpoint of OAuth, and answers in the words of RFC 6749 when it refuses. */
export async function answerOAuth(
  { response }: Pick<RouteCall, "response">,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof OAuthRefusal) {
      const { oauthCode: error, message, status, retryAfterMs } = thrown;
      answerJson(
        response,
        status,
        { error, error_description: message },
        {
          pragma: "no-cache",
          ...(error === "invalid_client"
            ? { "www-authenticate": 'Basic realm="slipway", charset="UTF-8"' }
            : {}),
          ...(retryAfterMs === undefined
            ? {}
            : { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
        },
      );
    } else if (thrown instanceof Refusal && thrown.code === "too-large") {
      const error_description = `${thrown.message}: ${thrown.reason}`;
      answerJson(response, thrown.status, { error: "invalid_request", error_description });
    } else {
      throw thrown;
    }
  }
}
