import type { Caller } from "../caller.ts";
import type { Where } from "../where.ts";

/** SLDB: the files of projects. */
export interface Files {
  /** Stores a file whole or not at all; when this resolves it is on disk. */
  upload(caller: Caller, order: FileUpload, signal: AbortSignal): Promise<UploadedFile>;
  /** By name; `nextCursor` is absent on the last page. */
  list(caller: Caller, query: FileQuery): Promise<FilePage>;
  /** Refuses with `not-found` and near names. */
  stat(caller: Caller, target: FileTarget): Promise<StoredFile>;
  /** A part of a file, or all of it. */
  open(caller: Caller, target: FileTarget, part?: FilePart): Promise<OpenStoredFile>;
  move(caller: Caller, order: FileMove): Promise<MovedFile>;
  /** Refuses with `not-found` when there is none. */
  remove(caller: Caller, target: FileTarget): Promise<StoredFile>;
}

export interface FileTarget extends Where {
  /** Name in the project; no slash. */
  readonly name: string;
}

export interface FileUpload extends FileTarget {
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** `already-exists` when off and the file is there. */
  readonly overwrite: boolean;
  /** Told by the ending of the name when absent. */
  readonly contentType?: string | undefined;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  /** `/Org/Project/name`. */
  readonly path: string;
  readonly org: string;
  readonly projectPath: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly contentType: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  /** Name of the user who wrote it last. */
  readonly owner: string;
}

export interface UploadedFile extends StoredFile {
  readonly action: "created" | "overwritten";
}

export interface FileQuery extends Where {
  /** Case does not count. */
  readonly nameContains?: string | undefined;
  /** 100 when absent, at most 1,000. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface FilePage {
  readonly files: readonly StoredFile[];
  readonly nextCursor?: string;
}

export interface FilePart {
  /** Bytes from the start; past the end gives nothing. */
  readonly offset?: number | undefined;
  readonly maxBytes?: number | undefined;
}

export interface OpenStoredFile {
  readonly file: StoredFile;
  readonly offset: number;
  /** Bytes that `content` yields. */
  readonly length: number;
  /** More follows after this part. */
  readonly truncated: boolean;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface FileMove extends FileTarget {
  /** Inside the same org, like `projectPath`; the same project when absent. */
  readonly destinationPath?: string | undefined;
  /** The same name when absent. */
  readonly destinationName?: string | undefined;
  readonly overwrite: boolean;
}

export interface MovedFile {
  readonly from: string;
  readonly to: string;
  readonly file: StoredFile;
}
