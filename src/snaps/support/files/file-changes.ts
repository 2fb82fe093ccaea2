import type { FileEntry } from "../../../engine/file-access.ts";

/** Finds among the files of a directory those that are new or were changed since the time before. */
export type FindChanges = (entries: readonly FileEntry[]) => readonly FileEntry[];

/** A file counts as changed when its size or its time is another one. One that vanished and came back is new. */
export function fileChanges(): FindChanges {
  let known = new Map<string, string>();
  return (entries) => {
    const states = new Map(
      entries.map(({ path, size, updatedMs }) => [path, `${size} ${updatedMs}`]),
    );
    const changed = entries.filter(({ path }) => known.get(path) !== states.get(path));
    known = states;
    return changed;
  };
}
