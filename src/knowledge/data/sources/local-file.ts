import { stat } from "node:fs/promises";
import { asError } from "../../../base/abort.ts";
import { Refusal } from "../../../base/errors.ts";
import { fileTooLarge, unreadable } from "../load/load-refusals.ts";
import type { SourceContext } from "./source-context.ts";

/** Where a file of the package is, once it is known to be there and not too large. */
export async function localFile(file: string, context: SourceContext): Promise<string> {
  const path = await context.readers.resolve(file);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) throw noFile(file);
  const { dataFileBytesMax } = context.workspace.limits;
  if (found.size > dataFileBytesMax) throw fileTooLarge(file, found.size, dataFileBytesMax);
  return path;
}

function noFile(file: string): Refusal {
  return new Refusal(
    "not-found",
    `There is no file "${file}"`,
    "Expected a file at this path of the package; found none.",
    "Upload it, or correct `source.file` in the data model.",
  );
}

/** Says of which file DuckDB complains, without its place on this machine. */
export function fileErrors(file: string, path: string, what: string): (error: Error) => Error {
  return (error) => {
    if (error instanceof Refusal || !/^[A-Z][A-Za-z ]* Error: /.test(error.message)) return error;
    const said = error.message.replaceAll(path, file).split("\n")[0] ?? "";
    return unreadable(file, what, said.replace(/^[A-Z][A-Za-z ]* Error: /, "").slice(0, 500));
  };
}

/** Runs what reads a file. */
export async function explainingFile<Result>(
  file: string,
  path: string,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw fileErrors(file, path, what)(asError(thrown));
  }
}
