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
export function readBody(
  request: IncomingMessage,
  limits: BodyLimits,
  budget: ByteBudget,
): Promise<HeldBody> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers["content-length"] ?? 0) > limits.requestBodyBytesMax) {
      reject(tooLarge(limits.requestBodyBytesMax));
    } else {
      const reading = new Reading(request, limits, budget, resolve, reject);
      request.on("data", (chunk: Buffer) => reading.take(chunk));
      request.on("end", () => reading.end());
      request.on("close", () => reading.cut());
    }
  });
}

class Body implements HeldBody {
  readonly bytes: Buffer;
  readonly #budget: ByteBudget;

  constructor(bytes: Buffer, budget: ByteBudget) {
    this.bytes = bytes;
    this.#budget = budget;
  }

  [Symbol.dispose](): void {
    this.#budget.give(this.bytes.length);
  }
}

class Reading {
  readonly #request: IncomingMessage;
  readonly #limits: BodyLimits;
  readonly #budget: ByteBudget;
  readonly #resolve: (body: HeldBody) => void;
  readonly #reject: (reason: Refusal) => void;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #settled = false;

  constructor(
    request: IncomingMessage,
    limits: BodyLimits,
    budget: ByteBudget,
    resolve: (body: HeldBody) => void,
    reject: (reason: Refusal) => void,
  ) {
    this.#request = request;
    this.#limits = limits;
    this.#budget = budget;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  take(chunk: Buffer): void {
    if (this.#settled) return;
    const { requestBodyBytesMax, requestBytesHeldMax } = this.#limits;
    if (this.#size + chunk.length > requestBodyBytesMax) {
      this.#giveUp(tooLarge(requestBodyBytesMax));
    } else if (!this.#budget.take(chunk.length)) {
      const what = `request bodies of ${requestBytesHeldMax} bytes (requestBytesHeldMax)`;
      this.#giveUp(overloaded(what));
    } else {
      this.#size += chunk.length;
      this.#chunks.push(chunk);
    }
  }

  end(): void {
    if (this.#settled) return;
    this.#settled = true;
    const [first] = this.#chunks;
    const whole = this.#chunks.length === 1 && first !== undefined;
    this.#resolve(new Body(whole ? first : Buffer.concat(this.#chunks), this.#budget));
  }

  cut(): void {
    if (!this.#settled) this.#giveUp(cutOff());
  }

  #giveUp(reason: Refusal): void {
    this.#settled = true;
    this.#request.pause();
    this.#request.removeAllListeners("data");
    this.#budget.give(this.#size);
    this.#reject(reason);
  }
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
