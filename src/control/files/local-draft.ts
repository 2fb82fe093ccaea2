import { randomUUID } from "node:crypto";
import { copyFile, type FileHandle, link, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { assert, Refusal } from "../../base/errors.ts";
import type { CommittedFile, CreateFileOptions, FileDraft } from "../../engine/file-access.ts";
import { syncDirectory } from "../../files/sync-directory.ts";

/** A file of the machine on its way: a hidden neighbour of its target until it is renamed. */
export class LocalDraft implements FileDraft {
  readonly #path: string;
  readonly #target: string;
  readonly #partial: string;
  readonly #ifExists: CreateFileOptions["ifExists"];
  readonly #existed: boolean;
  #file: FileHandle | undefined;

  private constructor(
    path: string,
    target: string,
    partial: string,
    ifExists: CreateFileOptions["ifExists"],
    existed: boolean,
    file: FileHandle,
  ) {
    this.#path = path;
    this.#target = target;
    this.#partial = partial;
    this.#ifExists = ifExists;
    this.#existed = existed;
    this.#file = file;
  }

  static async start(
    path: string,
    target: string,
    ifExists: CreateFileOptions["ifExists"],
    existed: boolean,
  ): Promise<LocalDraft> {
    const partial = join(dirname(target), `.${randomUUID()}.part`);
    const appends = ifExists === "append" && existed;
    if (appends) await copyFile(target, partial);
    const file = await open(partial, appends ? "a" : "wx");
    return new LocalDraft(path, target, partial, ifExists, existed, file);
  }

  async write(chunk: Uint8Array): Promise<void> {
    assert(this.#file !== undefined, "a draft is written before it is committed");
    await this.#file.appendFile(chunk);
  }

  async commit(): Promise<CommittedFile> {
    assert(this.#file !== undefined, "a draft is committed once");
    await this.#file.sync();
    const { size } = await this.#file.stat();
    await this.#close();
    const action = await this.#place();
    await syncDirectory(dirname(this.#target));
    return { path: this.#path, action, size };
  }

  async discard(): Promise<void> {
    await this.#close();
    await rm(this.#partial, { force: true });
  }

  async #place(): Promise<CommittedFile["action"]> {
    if (this.#ifExists === "overwrite" || this.#ifExists === "append") {
      await rename(this.#partial, this.#target);
      if (!this.#existed) return "created";
      return this.#ifExists === "append" ? "appended" : "overwritten";
    }
    // Unlike a rename, a link never replaces what another writer put there meanwhile.
    const linked = await link(this.#partial, this.#target).then(
      () => true,
      () => false,
    );
    await rm(this.#partial, { force: true });
    if (linked) return "created";
    if (this.#ifExists === "ignore") return "ignored";
    throw new Refusal(
      "already-exists",
      `The file ${JSON.stringify(this.#path.slice(0, 200))} already exists.`,
      "With the file action ERROR, expected no file at the path.",
      "Choose the file action OVERWRITE, APPEND or IGNORE, or another name.",
    );
  }

  async #close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}
