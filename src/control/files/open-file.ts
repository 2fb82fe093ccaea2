import { Refusal } from "../../base/errors.ts";
import type { Core } from "../core.ts";
import type { Project } from "../orgs/orgs.ts";
import { noSuchFile } from "./file-refusals.ts";
import { fileIn } from "./file-rows.ts";
import type { FilePart, OpenStoredFile } from "./files.ts";

/** Opens a file as it is now; what is overwritten afterwards does not change what is read. */
export async function openFile(
  core: Core,
  project: Project,
  name: string,
  part: FilePart = {},
): Promise<OpenStoredFile> {
  const offset = checkBytes("offset", part.offset ?? 0);
  const most = checkBytes("max_bytes", part.maxBytes ?? Number.MAX_SAFE_INTEGER);
  // A file that is replaced between looking it up and opening it is looked up once more.
  for (let attempt = 0; attempt < 5; attempt++) {
    const file = await fileIn(core.store, project, name);
    if (file === undefined) break;
    const length = Math.max(0, Math.min(most, file.size - offset));
    const content = await core.blobs.open(file.sha256, offset, length);
    if (content === undefined) continue;
    return { file, offset, length, truncated: offset + length < file.size, content };
  }
  throw await noSuchFile(core.store, project, name);
}

function checkBytes(argument: string, bytes: number): number {
  if (Number.isSafeInteger(bytes) && bytes >= 0) return bytes;
  throw new Refusal(
    "invalid-argument",
    `The \`${argument}\` is out of range.`,
    `Expected a whole number of bytes, 0 or more; found ${bytes}.`,
    `Leave \`${argument}\` out, or pass the \`offset\` where the part before ended.`,
  );
}
