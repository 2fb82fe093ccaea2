import { evaluateLibraries } from "../expr/expression-library.ts";
import type { LibraryValue } from "../expr/scope.ts";
import { toText } from "../expr/to-text.ts";
import type { LibraryImport, SettingValue } from "../pipeline/model.ts";
import type { FileAccess } from "./file-access.ts";
import { NotStartable } from "./not-startable.ts";
import { RunFailure } from "./run-failure.ts";
import type { SharedScope } from "./run-scope.ts";
import { bindConstant } from "./settings/evaluated.ts";

/** Reads and evaluates the expression libraries of a pipeline, once before it starts. */
export async function loadLibraries(
  imports: readonly LibraryImport[],
  files: FileAccess,
  shared: SharedScope,
  signal: AbortSignal,
): Promise<Readonly<Record<string, LibraryValue>>> {
  const scope = { ...shared, snap: {} };
  const sources: { name: string; path: string; source: string }[] = [];
  for (const { name, path } of imports) {
    const written = pathOf(path, { scope, nullSafe: false, place: {}, report: refuse });
    sources.push({ name, path: written, source: await readText(written, files, signal) });
  }
  const result = evaluateLibraries(sources, scope);
  if (result.ok) return result.libraries;
  const { failed, findings } = result;
  throw new NotStartable(
    findings.map((finding) => ({
      ...finding,
      error: `Unable to import expression library "${failed.path}": ${finding.error}`,
    })),
  );
}

function pathOf(path: SettingValue, context: Parameters<typeof bindConstant>[2]): string {
  return toText(bindConstant(path, "parameters", context));
}

function refuse(finding: NotStartable["findings"][number]): never {
  throw new NotStartable([finding]);
}

async function readText(path: string, files: FileAccess, signal: AbortSignal): Promise<string> {
  try {
    const file = await files.open(path, signal);
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of file.content) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  } catch (thrown) {
    throw new RunFailure({
      error: `Unable to import expression library: ${path}`,
      reason: thrown instanceof Error ? thrown.message : String(thrown),
      resolution: "Put the .expr file where the pipeline's settings say, or correct the path.",
    });
  }
}
