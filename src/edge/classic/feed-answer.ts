import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { AnswerSink } from "../../control/runs/run-exchange.ts";

/** What a run puts out as the answer to the request that started it, as it comes and at the speed of its reader. */
export class FeedAnswer implements AnswerSink {
  readonly #response: ServerResponse;
  #ended = false;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get begun(): boolean {
    return this.#response.headersSent;
  }

  get ended(): boolean {
    return this.#ended;
  }

  begin(contentType: string): void {
    const safe = /^[\x20-\x7e]{1,200}$/.test(contentType)
      ? contentType
      : "application/octet-stream";
    this.#response.writeHead(200, {
      "content-type": safe,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox",
    });
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#response.destroyed) throw new Error("the client went away");
    // The bytes are shared with the run, which goes on to use them when this resolves.
    if (this.#response.write(new Uint8Array(chunk))) return;
    await Promise.race([once(this.#response, "drain"), once(this.#response, "close")]);
  }

  end(): void {
    this.#ended = true;
  }
}
