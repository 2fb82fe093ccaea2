import type { IncomingMessage } from "node:http";
import { Refusal } from "../base/errors.ts";
import type { Limits } from "../base/limits.ts";
import type { ByteBudget } from "./byte-budget.ts";
import { overloaded } from "./call-gate.ts";

/** The bytes of a request's body, which count as held until they are disposed of. */
export interface HeldBody extends Disposable {
  readonly bytes: Buffer;
}

type BodyLimits = Pick<Limits, "requestBodyBytesMax" | "requestBytesHeldMax">;

/** Refuses as soon as more bytes have come or are announced than one body, or all of them together, may have. */
export async function readBody(
  request: IncomingMessage,
  limits: BodyLimits,
  budget: ByteBudget,
): Promise<HeldBody> {
  const { requestBodyBytesMax } = limits;
  if (Number(request.headers["content-length"] ?? 0) > requestBodyBytesMax) {
    throw tooLarge(requestBodyBytesMax);
  }
  const { promise, resolve, reject } = Promise.withResolvers<HeldBody>();
  const chunks: Buffer[] = [];
  let size = 0;
  let settled = false;
  const giveUp = (reason: Refusal): void => {
    if (settled) return;
    settled = true;
    request.removeAllListeners("data");
    budget.give(size);
    reject(reason);
  };
  request.on("data", (chunk: Buffer) => {
    if (size + chunk.length > requestBodyBytesMax) {
      request.pause();
      giveUp(tooLarge(requestBodyBytesMax));
    } else if (!budget.take(chunk.length)) {
      request.pause();
      giveUp(
        overloaded(`request bodies of ${limits.requestBytesHeldMax} bytes (requestBytesHeldMax)`),
      );
    } else {
      size += chunk.length;
      chunks.push(chunk);
    }
  });
  request.once("end", () => {
    if (settled) return;
    settled = true;
    const bytes = Buffer.concat(chunks);
    resolve({ bytes, [Symbol.dispose]: () => budget.give(bytes.length) });
  });
  request.once("close", () => {
    if (!settled) giveUp(cutOff());
  });
  request.once("error", () => giveUp(cutOff()));
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
