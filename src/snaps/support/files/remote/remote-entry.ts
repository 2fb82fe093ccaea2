import { posix } from "node:path";
import type { Document } from "../../../../expr/value.ts";
import { contentTypeOf } from "../../../../base/content-type.ts";
import type { RemotePath } from "./remote-path.ts";

/** The name beside a file that it has till it is whole. */
export function partialName(path: string, id: string): string {
  return posix.join(posix.dirname(path), `.${id}.part`);
}

/** Whether what a server lists can be the name of something in a directory, and is no file on its way. */
export function isEntryName(name: string): boolean {
  if (name === "" || name === "." || name === ".." || /[/\0]/.test(name)) return false;
  return !(name.startsWith(".") && name.endsWith(".part"));
}

/** The path of an entry, as a pipeline would write it. */
export function entryPath(directory: RemotePath, name: string): string {
  return `${directory.text.replace(/\/+$/, "")}/${name}`;
}

/** The header of a file of a server; what the server does not say is left out. */
export function headerOf(
  text: string,
  known: { readonly size?: number | undefined; readonly updatedMs?: number | undefined },
): Document {
  return {
    "content-location": text,
    "content-type": contentTypeOf(text),
    ...(known.size === undefined ? {} : { "content-length": known.size }),
    ...(known.updatedMs === undefined
      ? {}
      : { "last-modified": new Date(known.updatedMs).toUTCString() }),
  };
}
