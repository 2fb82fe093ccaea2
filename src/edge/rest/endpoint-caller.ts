import type { Caller } from "../../control/caller.ts";
import { unreachable } from "../../base/errors.ts";
import { challenge, throttled, unauthorized } from "../answer.ts";
import type { RouteCall } from "../route.ts";
import { answerErrorList } from "./classic-answer.ts";

/** The user that a request acts as; when that is nobody, it is answered here and the result is nothing. */
export async function endpointCaller(call: RouteCall): Promise<Caller | undefined> {
  const { parts, request, response } = call;
  const found = await parts.control.identity.authenticate(
    request.headers.authorization,
    request.socket.remoteAddress,
  );
  switch (found.kind) {
    case "caller":
      return found.caller;
    case "absent":
      answerErrorList(response, unauthorized("The Authorization header is missing"), challenge);
      return undefined;
    case "unusable":
      answerErrorList(response, unauthorized(found.sentence), challenge);
      return undefined;
    case "throttled": {
      const seconds = Math.max(1, Math.ceil(found.retryAfterMs / 1000));
      answerErrorList(response, throttled(seconds), { "retry-after": String(seconds) });
      return undefined;
    }
    default:
      return unreachable(found);
  }
}
