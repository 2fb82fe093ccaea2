import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Paths of the hand-written TypeScript files below a folder, from the root of the repository. */
export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".gen.ts"),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
