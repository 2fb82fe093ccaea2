import type { FileHandle } from "node:fs/promises";

const chunkBytes = 256 * 1024;

/**
 * Reads a stretch of an open file, once. An object rather than a generator, because `return` of a generator that never
 * started would leave the file open. Each chunk owns its memory, so it can be transferred to another thread.
 */
export class DiskBlobReader implements AsyncIterableIterator<Uint8Array> {
  readonly #file: FileHandle;
  #position: number;
  readonly #end: number;
  #closed = false;

  constructor(file: FileHandle, offset: number, length: number) {
    this.#file = file;
    this.#position = offset;
    this.#end = offset + length;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.#closed) return { done: true, value: undefined };
    try {
      const wanted = Math.min(chunkBytes, this.#end - this.#position);
      if (wanted <= 0) return await this.return();
      const buffer = new Uint8Array(wanted);
      const { bytesRead } = await this.#file.read(buffer, 0, wanted, this.#position);
      if (bytesRead === 0) return await this.return();
      this.#position += bytesRead;
      return { done: false, value: bytesRead === wanted ? buffer : buffer.slice(0, bytesRead) };
    } catch (failure) {
      await this.return();
      throw failure;
    }
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    if (!this.#closed) {
      this.#closed = true;
      await this.#file.close();
    }
    return { done: true, value: undefined };
  }
}
