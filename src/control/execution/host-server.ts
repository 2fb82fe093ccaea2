import { assert, unreachable } from "../../base/errors.ts";
import type { FileDraft } from "../../engine/file-access.ts";
import type { RunHost } from "../../engine/run-host.ts";
import type { HostCall, OpenedFile } from "./messages.ts";

/** What a run asks of the thread that serves it. */
export type RunServices = Pick<RunHost, "filesFor" | "findAccount" | "loadPipeline">;

/** Answers the calls of one run, on the thread that has the files. Dispose it when the run is over. */
export class HostServer {
  readonly #host: RunServices;
  readonly #stop = new AbortController();
  readonly #reading = new Map<number, AsyncIterator<Uint8Array>>();
  readonly #drafts = new Map<number, FileDraft>();
  /** Files that are just being begun or committed: neither can be discarded before it is one or the other. */
  readonly #unsettled = new Set<Promise<unknown>>();
  #files = 0;

  constructor(host: RunServices) {
    this.#host = host;
  }

  async answer(call: HostCall): Promise<unknown> {
    const { signal } = this.#stop;
    switch (call.method) {
      case "loadPipeline":
        return await this.#host.loadPipeline(call.path, call.fromPath, signal);
      case "account":
        return await this.#host.findAccount(call.request, call.fromPath, signal);
      case "list":
        return await this.#host.filesFor(call.fromPath).list(call.path, signal);
      case "identify":
        return await this.#host.filesFor(call.fromPath).identify(call.path, signal);
      case "remove":
        return await this.#host.filesFor(call.fromPath).remove(call.path, signal);
      case "open":
        return await this.#open(call.fromPath, call.path);
      case "read":
        return await this.#read(call.file);
      case "close":
        this.#close(call.file);
        return undefined;
      case "create":
        return await this.#settle(this.#create(call));
      case "write":
        await this.#draft(call.file).write(call.chunk);
        return undefined;
      case "commit":
        return await this.#settle(this.#commit(call.file));
      case "discard":
        return await this.#discard(call.file);
      default:
        return unreachable(call);
    }
  }

  /** Closes what the run left open and discards what it did not commit. */
  async dispose(): Promise<void> {
    this.#stop.abort(new Error("The run is over."));
    for (const file of this.#reading.keys()) this.#close(file);
    await Promise.allSettled(this.#unsettled);
    await Promise.allSettled([...this.#drafts.keys()].map((file) => this.#discard(file)));
  }

  async #settle<T>(work: Promise<T>): Promise<T> {
    this.#unsettled.add(work);
    try {
      return await work;
    } finally {
      this.#unsettled.delete(work);
    }
  }

  async #open(fromPath: string, path: string): Promise<OpenedFile> {
    const { signal } = this.#stop;
    const { header, content } = await this.#host.filesFor(fromPath).open(path, signal);
    const file = this.#files++;
    this.#reading.set(file, content[Symbol.asyncIterator]());
    if (signal.aborted) this.#close(file);
    return { file, header };
  }

  async #read(file: number): Promise<Uint8Array | undefined> {
    const next = await this.#reading.get(file)?.next();
    return next === undefined || next.done === true ? undefined : next.value;
  }

  /** Does not wait: a read that hangs would keep the run from ending. */
  #close(file: number): void {
    const reading = this.#reading.get(file);
    this.#reading.delete(file);
    void reading?.return?.().catch(() => undefined);
  }

  async #create(call: HostCall & { readonly method: "create" }): Promise<number> {
    const { signal } = this.#stop;
    const files = this.#host.filesFor(call.fromPath);
    const draft = await files.create(call.path, call.options, signal);
    const file = this.#files++;
    this.#drafts.set(file, draft);
    if (signal.aborted) await this.#discard(file);
    return file;
  }

  async #commit(file: number): Promise<unknown> {
    const committed = await this.#draft(file).commit();
    this.#drafts.delete(file);
    return committed;
  }

  async #discard(file: number): Promise<void> {
    const draft = this.#drafts.get(file);
    this.#drafts.delete(file);
    await draft?.discard();
  }

  #draft(file: number): FileDraft {
    const draft = this.#drafts.get(file);
    assert(draft !== undefined, `file ${file} is being written`);
    return draft;
  }
}
