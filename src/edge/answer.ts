import type { ServerResponse } from "node:http";
import { Refusal } from "../base/errors.ts";
import { printJson } from "../base/json.ts";

type Headers = Readonly<Record<string, string>>;

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Headers = {},
): void {
  const text = printJson(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...retryAfter(status),
    ...headers,
  });
  response.end(text);
}

/** Whoever is turned away for want of room may come back after a second. */
export function retryAfter(status: number): Headers {
  return status === 429 || status === 503 ? { "retry-after": "1" } : {};
}

/** Answers with what a refusal says. */
export function answerRefusal(
  response: ServerResponse,
  refusal: Refusal,
  headers: Headers = {},
  status = refusal.status,
): void {
  const { message, reason, resolution } = refusal;
  answerJson(response, status, { error: message, reason, resolution }, headers);
}

/** `401`, naming the two ways to say who one is. */
export function answerUnauthorized(response: ServerResponse, error: string): void {
  answerRefusal(response, unauthorized(error), challenge);
}

/** Header of every `401`. */
export const challenge = {
  "www-authenticate": 'SLToken realm="slipway", Basic realm="slipway", charset="UTF-8"',
} as const;

export function unauthorized(error: string): Refusal {
  return new Refusal(
    "not-authenticated",
    error,
    "Every request carries `Authorization: SLToken <token>` or `Authorization: Basic <base64 of user:password>`.",
    "Mint a token with `slipway token create --user <name>` or GET /api/1/rest/asset/session?caller=<name> with Basic credentials, and send it.",
  );
}

/** `429` for a name whose password was wrong too often, or while too many passwords are being checked. */
export function answerThrottled(
  response: ServerResponse,
  { retryAfterMs }: { readonly retryAfterMs: number },
): void {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  answerRefusal(response, throttled(seconds), { "retry-after": String(seconds) });
}

export function throttled(seconds: number): Refusal {
  return new Refusal(
    "limit-reached",
    "Too many attempts to log in",
    "Wrong passwords were sent for this name too often (loginFailuresMax), or many passwords are being checked (passwordChecksMax).",
    `Try again in ${seconds} s, or send \`Authorization: SLToken <token>\`.`,
  );
}

/** `404` for a path that is nothing here. */
export function answerNotFound(response: ServerResponse, resolution: string): void {
  answerRefusal(
    response,
    new Refusal("not-found", "Not found", "No such path exists on this server.", resolution),
  );
}

/** `405` with the methods that would do. */
export function answerWrongMethod(response: ServerResponse, allow: string): void {
  const refusal = new Refusal(
    "bad-request",
    "Method not allowed",
    `This path answers ${allow}.`,
    `Use one of ${allow}.`,
  );
  answerRefusal(response, refusal, { allow }, 405);
}
