import type {
  CreateFileOptions,
  FileDraft,
  FileEntry,
  OpenFile,
} from "../../../../engine/file-access.ts";
import type { RemotePath } from "./remote-path.ts";

/** The files of one server, with one login. */
export interface RemoteStore {
  /** Content is asked for when it is read, and holds a connection no longer than that. */
  open(at: RemotePath, signal: AbortSignal): Promise<OpenFile>;
  create(at: RemotePath, options: CreateFileOptions, signal: AbortSignal): Promise<FileDraft>;
  list(at: RemotePath, signal: AbortSignal): Promise<readonly FileEntry[]>;
  /** `false` when there was no such file. */
  remove(at: RemotePath, signal: AbortSignal): Promise<boolean>;
  /** Ends what is not at work. */
  close(): void;
}
