import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

/** Answers with bytes as they come, at the speed of the reader. */
export async function answerBytes(
  response: ServerResponse,
  content: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string | number>>,
  gone: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  await pipeline(content, response, { signal: gone });
}
