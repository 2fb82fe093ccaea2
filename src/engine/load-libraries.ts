import type { LibraryValue } from "../expr/scope.ts";
import type { LibraryImport } from "../pipeline/model.ts";
import type { FileAccess } from "./file-access.ts";
import type { SharedScope } from "./run-scope.ts";

export async function loadLibraries(
  _imports: readonly LibraryImport[],
  _files: FileAccess,
  _scope: SharedScope,
  _signal: AbortSignal,
): Promise<Readonly<Record<string, LibraryValue>>> {
  return {};
}
