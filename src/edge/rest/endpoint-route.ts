import { Refusal } from "../../base/errors.ts";
import { goneSignal } from "../gone-signal.ts";
import type { Route, RouteCall } from "../route.ts";
import { takePlace } from "../take-place.ts";
import { answerErrorList } from "./classic-answer.ts";
import { endpointCaller } from "./endpoint-caller.ts";
import type { Endpoint } from "./endpoint.ts";

/** Serves endpoints: who asks is known, and has a place among the calls at work, before anything is read. */
export function endpointRoute(endpoints: readonly Endpoint[]): Route {
  const methods = [...new Set(endpoints.map(({ method }) => method))].join(", ");
  return {
    matches: (path) => endpoints.some((endpoint) => endpoint.path.read(path) !== undefined),
    pageMethods: methods,
    operations: endpoints,
    async answer(call) {
      const { path, request, response } = call;
      const there = endpoints.filter((endpoint) => endpoint.path.read(path) !== undefined);
      const endpoint = there.find(({ method }) => method === request.method);
      if (endpoint === undefined) {
        const allow = [...new Set(there.map(({ method }) => method))].join(", ");
        return answerErrorList(response, wrongMethod(allow), { allow }, 405);
      }
      try {
        await answer(call, endpoint);
      } catch (thrown) {
        if (!(thrown instanceof Refusal) || response.headersSent) throw thrown;
        answerErrorList(response, thrown);
      }
    },
  };
}

async function answer(call: RouteCall, endpoint: Endpoint): Promise<void> {
  const { parts, guards, path, response } = call;
  const caller = await endpointCaller(call);
  if (caller === undefined) return;
  await takePlace(guards, caller.userId, 1, response);
  await endpoint.answer({
    ...call,
    caller,
    control: parts.control,
    at: endpoint.path.read(path) ?? {},
    gone: goneSignal(call),
  });
}

function wrongMethod(allow: string): Refusal {
  return new Refusal(
    "bad-request",
    "Method not allowed",
    `This path answers ${allow}.`,
    `Use one of ${allow}.`,
  );
}
