import { assert, Refusal } from "../../../../base/errors.ts";
import { believe } from "../../../../base/believe.ts";
import type {
  CommittedFile,
  CreateFileOptions,
  FileDraft,
} from "../../../../engine/file-access.ts";
import type { EgressAnswer } from "../../../../engine/egress/egress.ts";
import { answerRefusal } from "./http-status.ts";
import { Pump } from "./pump.ts";

interface Before {
  readonly existed: boolean;
  readonly ifExists: CreateFileOptions["ifExists"];
}

/**
 * The body of a PUT on its way. One that is given up is broken off before its end, which a server must not take for a
 * whole one; more than that the protocol does not promise.
 */
export class HttpDraft implements FileDraft {
  readonly #path: string;
  readonly #before: Before;
  readonly #pump = new Pump();
  #status = 0;
  #size = 0;

  constructor(
    path: string,
    before: Before,
    put: (body: AsyncIterable<Uint8Array>) => Promise<EgressAnswer>,
  ) {
    this.#path = path;
    this.#before = before;
    this.#pump.start(async (stream) => {
      const answer = await put(believe<AsyncIterable<Uint8Array>>(stream));
      answer.discard();
      this.#status = answer.status;
      if (answer.status < 200 || answer.status > 299) throw answerRefusal(path, answer.status);
    });
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#pump.write(chunk);
    this.#size += chunk.length;
  }

  async commit(): Promise<CommittedFile> {
    const { existed, ifExists } = this.#before;
    const done = (action: CommittedFile["action"]): CommittedFile => ({
      path: this.#path,
      action,
      size: this.#size,
    });
    try {
      await this.#pump.finish();
    } catch (failure) {
      const taken = failure instanceof Refusal && failure.code === "already-exists";
      if (taken && ifExists === "ignore") return done("ignored");
      throw failure;
    }
    assert(this.#status !== 0, "a body that was sent was answered");
    return done(existed && this.#status !== 201 ? "overwritten" : "created");
  }

  async discard(): Promise<void> {
    await this.#pump.abort();
  }
}
