import { Refusal } from "../../base/errors.ts";
import type { Control } from "../../control/control.ts";
import type { ToolCaller } from "../tool-call.ts";
import { resourceUri } from "./resource-uri.ts";
import type { ListedResource, ResourcePage } from "./resources.ts";

const pageSize = 200;

/** A part of the list: the pipelines of an org, or the files of one of its projects. */
interface Shelf {
  readonly key: string;
  /** All of it that lies behind the position, up to a page; with the position of what follows. */
  take(after: string | undefined): Promise<Taken>;
}

interface Taken {
  readonly resources: readonly ListedResource[];
  readonly next?: string;
}

/** One page: shelf after shelf, so that every cursor lies behind the one before. */
export async function listResources(
  control: Control,
  caller: ToolCaller,
  cursor: string | undefined,
): Promise<ResourcePage> {
  const from = cursor === undefined ? undefined : readCursor(cursor);
  const shelves = (await shelvesOf(control, caller)).toSorted((one, other) =>
    one.key < other.key ? -1 : 1,
  );
  const resources: ListedResource[] = [];
  for (const shelf of shelves) {
    if (from !== undefined && shelf.key < from.key) continue;
    if (resources.length >= pageSize) return { resources, nextCursor: writeCursor(shelf.key) };
    const taken = await shelf.take(shelf.key === from?.key ? from.after : undefined);
    resources.push(...taken.resources);
    if (taken.next !== undefined) {
      return { resources, nextCursor: writeCursor(shelf.key, taken.next) };
    }
  }
  return { resources };
}

async function shelvesOf(control: Control, caller: ToolCaller): Promise<readonly Shelf[]> {
  const shelves: Shelf[] = [];
  for (const { name: org } of await control.orgs.list(caller)) {
    shelves.push({ key: `${org}/`, take: (after) => pipelines(control, caller, org, after) });
    for (const { projectPath } of await control.orgs.projects(caller, org)) {
      shelves.push({
        key: `${org}/${projectPath}`,
        take: (after) => files(control, caller, { org, projectPath }, after),
      });
    }
  }
  return shelves;
}

async function pipelines(
  control: Control,
  caller: ToolCaller,
  org: string,
  after: string | undefined,
): Promise<Taken> {
  const all = await control.pipelines.list(caller, { org });
  const behind = all.filter(({ path }) => after === undefined || path > after);
  const page = behind.toSorted((one, other) => (one.path < other.path ? -1 : 1)).slice(0, pageSize);
  const resources = page.map(({ name, path }) => ({
    uri: resourceUri("pipeline", path),
    name: path,
    title: name,
    mimeType: "application/json",
  }));
  const last = page.at(-1);
  return last === undefined || page.length === behind.length
    ? { resources }
    : { resources, next: last.path };
}

async function files(
  control: Control,
  caller: ToolCaller,
  where: { readonly org: string; readonly projectPath: string },
  cursor: string | undefined,
): Promise<Taken> {
  const { files: page, nextCursor } = await control.files.list(caller, {
    ...where,
    cursor,
    limit: pageSize,
  });
  const resources = page.map(({ name, path, contentType, size }) => ({
    uri: resourceUri("file", path),
    name: path,
    title: name,
    mimeType: contentType,
    size,
  }));
  return nextCursor === undefined ? { resources } : { resources, next: nextCursor };
}

function writeCursor(key: string, after?: string): string {
  return Buffer.from(JSON.stringify([key, after])).toString("base64url");
}

function readCursor(cursor: string): { readonly key: string; readonly after: string | undefined } {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(parts) && typeof parts[0] === "string") {
      const after: unknown = parts[1];
      return { key: parts[0], after: typeof after === "string" ? after : undefined };
    }
  } catch {
    // Falls through to the refusal: what cannot be read is not one of ours.
  }
  throw new Refusal(
    "invalid-argument",
    "Unknown cursor",
    "A cursor is the `nextCursor` of the page before, unchanged.",
    "Leave `cursor` out to begin with the first page",
  );
}
