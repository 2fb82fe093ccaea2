import { assert, unreachable } from "../../base/errors.ts";
import type { FileDraft } from "../../engine/file-access.ts";
import type { RunHost } from "../../engine/run-host.ts";
import type { HostCall, OpenedFile } from "./messages.ts";

/** Answers the calls of one run, on the thread that has the files. Dispose it when the run is over. */
export class HostServer {
  readonly #host: Pick<RunHost, "filesFor" | "loadPipeline">;
  readonly #stop = new AbortController();
  readonly #reading = new Map<number, AsyncIterator<Uint8Array>>();
  readonly #drafts = new Map<number, FileDraft>();
  #files = 0;

  constructor(host: Pick<RunHost, "filesFor" | "loadPipeline">) {
    this.#host = host;
  }

  async answer(call: HostCall): Promise<unknown> {
    const { signal } = this.#stop;
    switch (call.method) {
      case "loadPipeline":
        return await this.#host.loadPipeline(call.path, call.fromPath, signal);
      case "list":
        return await this.#host.filesFor(call.fromPath).list(call.path, signal);
      case "remove":
        return await this.#host.filesFor(call.fromPath).remove(call.path, signal);
      case "open":
        return await this.#open(call.fromPath, call.path);
      case "read":
        return await this.#read(call.file);
      case "close":
        await this.#reading.get(call.file)?.return?.();
        this.#reading.delete(call.file);
        return undefined;
      case "create":
        return this.#keep(
          this.#drafts,
          await this.#host.filesFor(call.fromPath).create(call.path, call.options, signal),
        );
      case "write":
        await this.#draft(call.file).write(call.chunk);
        return undefined;
      case "commit":
        return await this.#draft(call.file).commit();
      case "discard":
        await this.#draft(call.file).discard();
        this.#drafts.delete(call.file);
        return undefined;
      default:
        return unreachable(call);
    }
  }

  /** Closes what the run left open and discards what it did not commit. */
  async dispose(): Promise<void> {
    this.#stop.abort(new Error("The run is over."));
    for (const reading of this.#reading.values()) await reading.return?.();
    for (const draft of this.#drafts.values()) await draft.discard();
    this.#reading.clear();
    this.#drafts.clear();
  }

  async #open(fromPath: string, path: string): Promise<OpenedFile> {
    const { header, content } = await this.#host.filesFor(fromPath).open(path, this.#stop.signal);
    return { file: this.#keep(this.#reading, content[Symbol.asyncIterator]()), header };
  }

  async #read(file: number): Promise<Uint8Array | undefined> {
    const next = await this.#reading.get(file)?.next();
    if (next === undefined || next.done === true) return undefined;
    return next.value;
  }

  #keep<T>(map: Map<number, T>, value: T): number {
    const file = this.#files++;
    map.set(file, value);
    return file;
  }

  #draft(file: number): FileDraft {
    const draft = this.#drafts.get(file);
    assert(draft !== undefined, `file ${file} is being written`);
    return draft;
  }
}
