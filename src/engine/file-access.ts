import type { Document } from "../expr/value.ts";

/**
 * The files a run may touch, by the paths that pipelines write: a bare name, `sldb:///x`, `../shared/x`, `/Org/P/x`,
 * `file:///x`. What a path means and whether it is allowed is decided by whoever hands this in.
 */
export interface FileAccess {
  /** Opens a file; refuses with `not-found` or `path-not-allowed`. Headers as `content-location`, `content-length`. */
  open(path: string, signal: AbortSignal): Promise<OpenFile>;
  /** Starts a file that nobody sees before `commit`. */
  create(path: string, options: CreateFileOptions, signal: AbortSignal): Promise<FileDraft>;
  /** Files and directories directly below `directory`. */
  list(directory: string, signal: AbortSignal): Promise<readonly FileEntry[]>;
  /** A text that two paths share exactly when they name the same file, whether or not it is there. */
  identify(path: string, signal: AbortSignal): Promise<string>;
  /** `false` when there was no such file. */
  remove(path: string, signal: AbortSignal): Promise<boolean>;
}

export interface OpenFile {
  readonly header: Document;
  /** Each chunk is the reader's own: nobody else uses its bytes, and they may be handed to another thread. */
  readonly content: AsyncIterable<Uint8Array>;
}

export interface CreateFileOptions {
  readonly ifExists: "overwrite" | "append" | "ignore" | "error";
  readonly createDirectories: boolean;
}

export interface FileDraft {
  /** The chunk stays the writer's: it is read before the promise resolves, and not kept. */
  write(chunk: Uint8Array): Promise<void>;
  /** Makes the file visible, whole and durable. */
  commit(): Promise<CommittedFile>;
  /** Leaves nothing behind. Also called after a failed `write` or `commit`. */
  discard(): Promise<void>;
}

export interface CommittedFile {
  /** The full path in the store, such as `/myOrg/myProject/out.json`. */
  readonly path: string;
  readonly action: "created" | "overwritten" | "appended" | "ignored";
  /** Bytes. */
  readonly size: number;
}

export interface FileEntry {
  readonly name: string;
  readonly path: string;
  readonly type: "file" | "directory";
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly owner: string;
}
