import { printJson } from "../../base/json.ts";
import type { AssetToolOutcome } from "./asset-tool-result.ts";

/** What the REST twin answers to one call of a tool. */
export interface RestAnswer {
  readonly status: number;
  readonly contentType: "application/json" | "text/plain";
  readonly body: string;
}

/** One entry of the array that says what is wrong with a call. */
export interface RestError {
  readonly error: string;
  /** The argument, dotted; empty when it is none. */
  readonly attribute: string;
  readonly errorCode: string;
  readonly additionalInfo: string;
}

/**
 * An outcome as the REST twin says it: arguments that do not fit are `422` with an array, a tool that is not there `404`
 * with a detail, a fault of the server `500` in plain text.
 */
export function restAnswer(outcome: AssetToolOutcome): RestAnswer {
  if (outcome.kind === "answered") return json(200, outcome.body);
  const { refusal, attribute } = outcome;
  switch (refusal.code) {
    case "internal":
      return { status: 500, contentType: "text/plain", body: "Internal Server Error" };
    case "not-found":
      return json(404, { detail: `${refusal.message}. ${refusal.resolution}` });
    default: {
      const error: RestError = {
        error: refusal.message,
        attribute,
        errorCode: refusal.code.toUpperCase().replaceAll("-", "_"),
        additionalInfo: `${refusal.reason} ${refusal.resolution}`.trim(),
      };
      return json(refusal.status === 400 ? 422 : refusal.status, [error]);
    }
  }
}

function json(status: number, body: unknown): RestAnswer {
  return { status, contentType: "application/json", body: printJson(body) };
}
