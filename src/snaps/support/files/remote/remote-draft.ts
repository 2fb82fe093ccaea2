import { assert } from "../../../../base/errors.ts";
import type {
  CommittedFile,
  CreateFileOptions,
  FileDraft,
} from "../../../../engine/file-access.ts";
import { alreadyExists } from "./remote-refusals.ts";

/** A file under a name of its own beside its target, on a server that can rename. */
export interface PartialFile {
  /** Whether there was a file of the final name when this was begun. */
  readonly existed: boolean;
  /** Bytes that are in it from the start, of a file that is appended to. */
  readonly startSize: number;
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when the server has everything. */
  finish(): Promise<void>;
  /** Gives it its name; `false` when another file has it and may not be replaced. */
  place(replace: boolean): Promise<boolean>;
  /** Removes it, or tries to: a server that is gone cannot be asked. */
  remove(): Promise<void>;
  /** Lets go of the connection. */
  release(): void;
}

/** A file of a server on its way: nobody sees it under its name before it is whole. */
export class RemoteDraft implements FileDraft {
  readonly #path: string;
  readonly #ifExists: CreateFileOptions["ifExists"];
  readonly #file: PartialFile;
  #size: number;
  #state: "open" | "placed" | "over" = "open";

  constructor(path: string, ifExists: CreateFileOptions["ifExists"], file: PartialFile) {
    this.#path = path;
    this.#ifExists = ifExists;
    this.#file = file;
    this.#size = file.startSize;
  }

  async write(chunk: Uint8Array): Promise<void> {
    assert(this.#state === "open", "a draft is written before it is committed");
    await this.#file.write(chunk);
    this.#size += chunk.length;
  }

  async commit(): Promise<CommittedFile> {
    assert(this.#state === "open", "a draft is committed once");
    await this.#file.finish();
    const replace = this.#ifExists === "overwrite" || this.#ifExists === "append";
    const placed = await this.#file.place(replace);
    if (placed) this.#state = "placed";
    else if (this.#ifExists !== "ignore") throw alreadyExists(this.#path);
    await this.#end();
    return { path: this.#path, action: this.#action(placed), size: this.#size };
  }

  async discard(): Promise<void> {
    await this.#end();
  }

  #action(placed: boolean): CommittedFile["action"] {
    if (!placed) return "ignored";
    if (!this.#file.existed) return "created";
    return this.#ifExists === "append" ? "appended" : "overwritten";
  }

  async #end(): Promise<void> {
    if (this.#state === "over") return;
    const isLeftOver = this.#state === "open";
    this.#state = "over";
    try {
      if (isLeftOver) await this.#file.remove();
    } finally {
      this.#file.release();
    }
  }
}
