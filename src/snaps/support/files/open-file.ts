import { Refusal } from "../../../base/errors.ts";
import { didYouMean } from "../../../base/nearest.ts";
import type { FileAccess, OpenFile } from "../../../engine/file-access.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { type RetryOptions, withRetries } from "./retries.ts";

export interface OpenFileOptions extends RetryOptions {
  readonly files: FileAccess;
}

/** Opens a file. For one that is not there the failure names those in the same directory that look like it. */
export async function openFile(path: string, options: OpenFileOptions): Promise<OpenFile> {
  try {
    return await withRetries(options, () => options.files.open(path, options.signal));
  } catch (failure) {
    if (failure instanceof Refusal && failure.code === "not-found") {
      throw await missingFile(path, failure, options);
    }
    throw failure;
  }
}

async function missingFile(
  path: string,
  refusal: Refusal,
  { files, signal }: OpenFileOptions,
): Promise<SnapFailure> {
  const cut = path.lastIndexOf("/") + 1;
  const directory = cut === 0 ? "." : path.slice(0, cut);
  const names = await files.list(directory, signal).then(
    (entries) => entries.filter(({ type }) => type === "file").map(({ name }) => name),
    () => [],
  );
  const proposal = didYouMean(path.slice(cut), names);
  return new SnapFailure(
    refusal.message,
    refusal.reason,
    proposal === "" ? refusal.resolution : proposal,
  );
}
