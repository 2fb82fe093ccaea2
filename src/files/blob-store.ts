/** Bytes by their SHA-256. What is stored never changes; who refers to what is known elsewhere. */
export interface BlobStore {
  /** Starts a blob that is not there before `commit`. */
  draft(): Promise<BlobDraft>;
  /** Opens `length` bytes from `offset`; `undefined` when there is no such blob. */
  open(
    sha256: string,
    offset: number,
    length: number,
  ): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Puts the bytes at a path of this machine, for programs that read files by name; false when there is no such blob. */
  place(sha256: string, path: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /** Removes the blobs that are not referred to, and what unfinished drafts left behind. */
  sweep(isReferenced: (sha256: string) => Promise<boolean>): Promise<void>;
}

export interface BlobDraft {
  write(chunk: Uint8Array): Promise<void>;
  /** Bytes written so far. */
  readonly size: number;
  /** Ends writing; resolves when the bytes are on disk, though not yet in the store. */
  finish(): Promise<FinishedBlob>;
  /** Makes the finished blob part of the store, durably. */
  commit(): Promise<void>;
  /** Leaves nothing behind; does nothing after `commit`. */
  discard(): Promise<void>;
}

export interface FinishedBlob {
  /** Hexadecimal. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}
