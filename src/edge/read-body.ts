import type { IncomingMessage } from "node:http";
import { Refusal } from "../base/errors.ts";

/** The bytes of a request's body. Refuses with `too-large` as soon as more than `bytesMax` have come or are announced. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) throw tooLarge(bytesMax);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > bytesMax) {
      request.pause();
      request.removeAllListeners("data");
      reject(tooLarge(bytesMax));
    } else {
      chunks.push(chunk);
    }
  });
  request.once("end", () => resolve(Buffer.concat(chunks)));
  request.once("close", () => reject(cutOff()));
  request.once("error", () => reject(cutOff()));
  return promise;
}

/** `413`, naming the limit. */
export function tooLarge(bytesMax: number): Refusal {
  return new Refusal(
    "too-large",
    "The request body is too large",
    `A body may have ${bytesMax} bytes (requestBodyBytesMax).`,
    "Send less at once, or ask the operator to raise the limit.",
  );
}

function cutOff(): Refusal {
  return new Refusal(
    "bad-request",
    "The request body is not complete",
    "The connection ended before all of the body had come.",
    "Send the request again.",
  );
}
