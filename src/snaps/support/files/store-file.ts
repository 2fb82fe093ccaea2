import { throwIfAborted } from "../../../base/abort.ts";
import type {
  CommittedFile,
  CreateFileOptions,
  FileAccess,
  FileDraft,
} from "../../../engine/file-access.ts";
import { type RetryOptions, withRetries } from "./retries.ts";

export interface StoreFileOptions extends CreateFileOptions, RetryOptions {
  readonly files: FileAccess;
  /** Undefined is what comes of a content without a byte, and no file, unless this is on. */
  readonly evenIfEmpty: boolean;
}

/**
 * Stores a content as a file, whole or not at all. Beginning is tried again when the server does not answer; what is
 * sent is read only once, so a server that breaks off later fails it.
 */
export async function storeFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  options: StoreFileOptions,
): Promise<CommittedFile | undefined> {
  const { evenIfEmpty, files, signal, ifExists, createDirectories } = options;
  // These alone, since they may cross to another thread.
  const how: CreateFileOptions = { ifExists, createDirectories };
  const begin = () => withRetries(options, () => files.create(path, how, signal));
  let draft: FileDraft | undefined;
  let isCommitted = false;
  try {
    for await (const chunk of content) {
      throwIfAborted(signal);
      if (chunk.length === 0) continue;
      draft ??= await begin();
      await draft.write(chunk);
    }
    if (draft === undefined && !evenIfEmpty) return undefined;
    draft ??= await begin();
    throwIfAborted(signal);
    const file = await draft.commit();
    isCommitted = true;
    return file;
  } finally {
    if (!isCommitted) await draft?.discard();
  }
}
