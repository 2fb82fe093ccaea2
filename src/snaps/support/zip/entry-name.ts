import type { Document } from "../../../expr/value.ts";

/** Names of entries, none of them twice and none that leads out of where it is unpacked. */
export interface EntryNames {
  /** The name for a binary with that header, below `directory`. */
  nameFor(header: Document, directory: string): string;
}

export function entryNames(): EntryNames {
  const taken = new Set<string>();
  let count = 0;
  return {
    nameFor: (header, directory) => {
      count++;
      const location = header["content-location"];
      const own = safePath(typeof location === "string" ? withoutPlace(location) : "");
      const path = [safePath(directory), own === "" ? `file-${count}` : own];
      const name = free(path.filter((part) => part !== "").join("/"), taken);
      taken.add(name.toLowerCase());
      return name;
    },
  };
}

/** What a location says beside where the file is: `a.csv` for `sldb:///a.csv`, `/org/project/a.csv` and `../a.csv`. */
function withoutPlace(location: string): string {
  const isRelative = !/^(?:[a-z][a-z0-9+.-]*:|\/|\\|\.\.)/i.test(location);
  return isRelative ? location : (location.split(/[/\\]/).at(-1) ?? "");
}

function safePath(path: string): string {
  return path
    .split(/[/\\]/)
    .map((part) => part.replaceAll(/[\p{Cc}:]/gu, "_"))
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .join("/");
}

/** `a-2.csv` when there is an `a.csv`. */
function free(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf(".");
  const cut = dot > name.lastIndexOf("/") + 1 ? dot : name.length;
  let candidate = name;
  for (let number = 2; taken.has(candidate.toLowerCase()); number++) {
    candidate = `${name.slice(0, cut)}-${number}${name.slice(cut)}`;
  }
  return candidate;
}
