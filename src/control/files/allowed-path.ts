import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { Refusal } from "../../base/errors.ts";

/**
 * The real path that a `file:` path means, when it is in a directory that the operator allowed; symbolic links are
 * followed first. The file itself need not exist. Everything else is refused in the same words, so that nobody learns
 * what the machine has.
 */
export async function resolveAllowedPath(
  path: string,
  allowedDirectories: readonly string[],
): Promise<string> {
  const rest = path.replace(/^file:/i, "");
  const local = rest.startsWith("//") ? rest.replace(/^\/\/(?:localhost)?(?=\/)/i, "") : rest;
  if (!local.startsWith("/") || local.startsWith("//") || local.includes("\0")) throw refused();
  const wanted = resolve(local);
  for (const directory of allowedDirectories) {
    const lexical = resolve(directory);
    const root = await realpath(lexical).catch(() => undefined);
    if (root === undefined || !(isWithin(wanted, lexical) || isWithin(wanted, root))) continue;
    const real = await realOf(wanted);
    if (isWithin(real, root)) return real;
  }
  throw refused();
}

/** `realpath`, where the last names need not exist. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (failure) {
    const missing = failure instanceof Error && "code" in failure && failure.code === "ENOENT";
    if (!missing || dirname(path) === path) throw refused();
    // What is there and still has no real path is a link to nowhere, perhaps outside.
    if ((await lstat(path).catch(() => undefined)) !== undefined) throw refused();
    return join(await realOf(dirname(path)), basename(path));
  }
}

function isWithin(path: string, directory: string): boolean {
  return (
    path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep)
  );
}

function refused(): Refusal {
  return new Refusal(
    "path-not-allowed",
    "The file path is not allowed.",
    "Expected a path below a directory that the operator of this server allowed for `file:///`.",
    "Upload the file to SLDB and use its name, or ask the operator to allow the directory.",
  );
}
