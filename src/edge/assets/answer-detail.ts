import type { ServerResponse } from "node:http";
import type { Refusal } from "../../base/errors.ts";
import { answerJson } from "../answer.ts";

type Headers = Readonly<Record<string, string>>;

/** Answers with the one field that errors of the asset endpoints have. */
export function answerDetail(
  response: ServerResponse,
  status: number,
  detail: string,
  headers?: Headers,
): void {
  answerJson(response, status, { detail }, headers);
}

/** The three texts of a refusal as that one field. */
export function answerRefusalDetail(
  response: ServerResponse,
  { message, reason, resolution, status }: Refusal,
  headers?: Headers,
): void {
  const first = message.endsWith(".") ? message : `${message}.`;
  answerDetail(response, status, `${first} ${reason} ${resolution}`.trim(), headers);
}

/** `404` in the published words; alike for an asset that is not there and one that the caller may not use. */
export function answerNoAsset(response: ServerResponse): void {
  answerDetail(response, 404, "Asset not found or not accessible.");
}

/** `500` in the published words. */
export function answerFault(response: ServerResponse): void {
  const text = "Internal Server Error";
  response.writeHead(500, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": text.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(text);
}
