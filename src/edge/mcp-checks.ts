import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "../base/errors.ts";
import type { Limits } from "../base/limits.ts";
import { answerRefusal, answerUnauthorized, answerWrongMethod } from "./answer.ts";
import { tooLarge } from "./read-body.ts";

const methods = new Set(["GET", "POST", "DELETE"]);

/**
 * What can be refused from the head of a request alone, before anything is looked up or read: the method, a missing
 * credential, the type and the announced size of the body. `true` when it has been answered.
 */
export function refusedByHead(
  request: IncomingMessage,
  response: ServerResponse,
  limits: Limits,
): boolean {
  const { method = "", headers } = request;
  if (!methods.has(method)) {
    answerWrongMethod(response, "GET, POST, DELETE");
  } else if (headers.authorization === undefined) {
    answerUnauthorized(response, "The Authorization header is missing");
  } else if (headers.authorization.trim() === "") {
    answerUnauthorized(response, "The Authorization header is empty");
  } else if (method === "POST" && !isJson(headers["content-type"])) {
    answerRefusal(response, wrongContentType(), {}, 415);
  } else if (Number(headers["content-length"] ?? 0) > limits.requestBodyBytesMax) {
    answerRefusal(response, tooLarge(limits.requestBodyBytesMax));
  } else {
    return false;
  }
  return true;
}

export function isJson(contentType: string | undefined): boolean {
  if (contentType === "application/json") return true;
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}

export function wrongContentType(): Refusal {
  return new Refusal(
    "bad-request",
    "Unsupported content type",
    "A body here is a JSON-RPC message.",
    "Send `Content-Type: application/json`.",
  );
}
