import { printJson } from "../../base/json.ts";
import { type RestAnswer, restAnswer, type RestError } from "../../tools/assets/rest-answer.ts";
import { HttpReply } from "../http-reply.ts";
import { parseBody } from "../parse-body.ts";
import { readBody } from "../read-body.ts";
import { takePlace } from "../take-place.ts";
import type { AssetCall } from "./answer-asset.ts";
import { takeCall, type TakenCall } from "./asset-quota.ts";
import { answerTooLarge, isTooLarge } from "./asset-result.ts";
import { patiently } from "./patiently.ts";

/** Calls one tool with the body as its arguments: the REST twin of `tools/call`. */
export async function callByRest(call: AssetCall, toolId: string): Promise<void> {
  const { edge, asset, owner, request, response, guards, parts } = call;
  const { limits } = parts;
  using held = await readBody(request, limits, guards.bodies);
  const reply = new HttpReply(response, limits);
  const body = held.bytes.length === 0 ? noArguments : parseBody(held.bytes, limits);
  if (body.kind === "unreadable")
    return reply.json(422, errors(unreadable(limits.requestJsonDepthMax)));
  await takePlace(guards, owner, 1, response);
  const { headers, refused } = await takeCall(edge.assets, asset.definition);
  if (refused !== undefined) return reply.json(429, errors(tooMany(refused)), headers);
  const gone = new AbortController();
  response.once("close", () => gone.abort(new Error("the client went away")));
  const context = { signal: gone.signal, requestId: edge.newRequestId() };
  const outcome = await patiently(request.socket, limits, () =>
    edge.toolbox.call(asset, toolId, body.value, context),
  );
  const answer = withinSize(restAnswer(outcome), limits.callAnswerBytesMax);
  reply.json(answer.status, answer.body, { ...headers, "content-type": answer.contentType });
}

const noArguments = { kind: "json", value: {} } as const;

function unreadable(depthMax: number): RestError {
  return {
    error: "The body is not readable",
    attribute: "",
    errorCode: "INVALID_JSON",
    additionalInfo: `Expected the arguments of the tool as one JSON object in UTF-8, nested at most ${depthMax} levels (requestJsonDepthMax).`,
  };
}

function tooMany({ sentence, advice }: NonNullable<TakenCall["refused"]>): RestError {
  const errorCode = "LIMIT_RATE_EXCEEDED";
  return { error: sentence, attribute: "", errorCode, additionalInfo: advice };
}

function withinSize(answer: RestAnswer, bytesMax: number): RestAnswer {
  if (!isTooLarge(answer.body, bytesMax)) return answer;
  const { message, reason, resolution } = answerTooLarge(bytesMax);
  const error: RestError = {
    error: message,
    attribute: "",
    errorCode: "TOO_LARGE",
    additionalInfo: `${reason} ${resolution}`,
  };
  return { status: 422, contentType: "application/json", body: errors(error) };
}

function errors(...all: readonly RestError[]): string {
  return printJson(all);
}
