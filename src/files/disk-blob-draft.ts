import { createHash, type Hash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { assert } from "../base/errors.ts";
import type { BlobDraft, FinishedBlob } from "./blob-store.ts";
import { syncDirectory } from "./sync-directory.ts";

/** A blob on its way: a file of its own until it is renamed to where its hash says. */
export class DiskBlobDraft implements BlobDraft {
  readonly #path: string;
  readonly #pathOf: (sha256: string) => string;
  readonly #hash: Hash = createHash("sha256");
  #file: FileHandle | undefined;
  #finished: FinishedBlob | undefined;
  #size = 0;

  private constructor(path: string, pathOf: (sha256: string) => string, file: FileHandle) {
    this.#path = path;
    this.#pathOf = pathOf;
    this.#file = file;
  }

  static async start(path: string, pathOf: (sha256: string) => string): Promise<DiskBlobDraft> {
    return new DiskBlobDraft(path, pathOf, await open(path, "wx", 0o600));
  }

  get size(): number {
    return this.#size;
  }

  async write(chunk: Uint8Array): Promise<void> {
    assert(this.#file !== undefined, "a draft is written before it is finished");
    this.#hash.update(chunk);
    this.#size += chunk.byteLength;
    await this.#file.writeFile(chunk);
  }

  async finish(): Promise<FinishedBlob> {
    assert(this.#file !== undefined, "a draft is finished once");
    await this.#file.sync();
    await this.#close();
    this.#finished = { sha256: this.#hash.digest("hex"), size: this.#size };
    return this.#finished;
  }

  async commit(): Promise<void> {
    assert(this.#finished !== undefined, "a draft is finished before it is committed");
    const target = this.#pathOf(this.#finished.sha256);
    const shard = dirname(target);
    const created = await mkdir(shard, { recursive: true, mode: 0o700 });
    if (created !== undefined) await syncDirectory(dirname(shard));
    await rename(this.#path, target);
    await syncDirectory(shard);
  }

  async discard(): Promise<void> {
    await this.#close();
    await rm(this.#path, { force: true });
  }

  async #close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}
