import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "../../../base/errors.ts";
import type { DataFinding } from "../../../knowledge/data/data-finding.ts";
import type {
  LoadData,
  LoadProgress,
  LoadResult,
} from "../../../knowledge/data/load/load-order.ts";
import type { SourceReaders } from "../../../knowledge/data/source-readers.ts";
import type { Core } from "../../core.ts";
import type { PackageContent, WrittenDataModel } from "../package-content.ts";
import type { PackageFinding } from "../package-finding.ts";

/** What loading takes besides the files of the package. */
export type OutsideReaders = Omit<SourceReaders, "resolve">;

export interface LoadWork {
  readonly content: PackageContent;
  readonly dataModel: WrittenDataModel;
  /** Absolute path of the database to be made. */
  readonly file: string;
  readonly signal: AbortSignal;
  readonly onProgress: (words: string) => void;
}

/**
 * Loads one data model. Its files are put into a folder of their own under their names, so that what becomes of the
 * draft meanwhile does not matter.
 */
export async function runLoad(
  core: Pick<Core, "blobs" | "clock" | "limits">,
  load: LoadData,
  outside: OutsideReaders,
  { content, dataModel, file, signal, onProgress }: LoadWork,
): Promise<LoadResult> {
  const folder = `${file}.files`;
  const placed = new Set<string>();
  const resolve = async (path: string): Promise<string> => {
    const stored = content.files.find((one) => one.path === path);
    const target = join(folder, path);
    if (placed.has(path)) return target;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    if (stored === undefined || !(await core.blobs.place(stored.sha256, target))) throw gone(path);
    placed.add(path);
    return target;
  };
  try {
    return await load(dataModel.model, {
      file,
      readers: { ...outside, resolve },
      limits: core.limits,
      clock: core.clock,
      signal,
      onProgress: (progress) => onProgress(wordsOf(progress)),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A finding about rows as one about the file that declares them. */
export function aboutFile(
  path: string,
  { table, column, count: _count, ...finding }: DataFinding,
): PackageFinding {
  const place = [table, column].filter((part) => part !== undefined).join(".");
  const pointer = place === "" ? finding.place : { ...finding.place, pointer: place };
  return { ...finding, place: pointer, file: path };
}

function wordsOf({ table, step, rows, bytes, bytesTotal }: LoadProgress): string {
  const what = { read: "reading", arrange: "arranging", check: "checking" }[step];
  const share =
    bytes === undefined || bytesTotal === undefined || bytesTotal === 0
      ? ""
      : `, ${Math.min(100, Math.round((bytes / bytesTotal) * 100))} % of the file`;
  return `${what} ${table}${rows === undefined ? "" : `, ${rows} rows`}${share}`;
}

function gone(path: string): Refusal {
  return new Refusal(
    "not-found",
    `The package has no file ${JSON.stringify(path.slice(0, 200))}.`,
    "Expected the path of one of its files, such as data/orders.csv.",
    "Upload the file, or change the data model.",
  );
}
