import type { ServerResponse } from "node:http";
import { overloaded } from "./call-gate.ts";

/** Counts the streams that clients hold open, and refuses one too many. */
export class OpenStreams {
  readonly #streamsMax: number;
  #open = 0;

  get open(): number {
    return this.#open;
  }

  constructor(streamsMax: number) {
    this.#streamsMax = streamsMax;
  }

  /** Counts the answer to a `GET` until it is closed. */
  add(response: ServerResponse): void {
    if (this.#open >= this.#streamsMax) {
      throw overloaded(`${this.#streamsMax} open streams (streamsMax)`);
    }
    this.#open++;
    response.once("close", () => this.#open--);
  }
}
