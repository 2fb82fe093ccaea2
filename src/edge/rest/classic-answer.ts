import type { ServerResponse } from "node:http";
import type { Refusal } from "../../base/errors.ts";
import { answerJson } from "../answer.ts";

/** `{"response_map": …, "http_status_code": …}`, the form of the platform's classic answers. */
export function answerMap(response: ServerResponse, value: unknown, status = 200): void {
  answerJson(response, status, { response_map: value, http_status_code: status });
}

/** A refusal in the platform's form, `response_map.error_list[].message`, and in the product's own beside it. */
export function answerErrorList(
  response: ServerResponse,
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = {},
  status = refusal.status,
): void {
  const { message, reason, resolution } = refusal;
  const body = {
    response_map: { error_list: [{ message, reason, resolution }] },
    http_status_code: status,
    error: message,
    reason,
    resolution,
  };
  answerJson(response, status, body, headers);
}
