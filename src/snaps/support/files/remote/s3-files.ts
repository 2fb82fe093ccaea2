import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  type S3Client,
} from "@aws-sdk/client-s3";
import { throwIfAborted } from "../../../../base/abort.ts";
import { believe } from "../../../../base/believe.ts";
import { Refusal } from "../../../../base/errors.ts";
import type { FileEntry } from "../../../../engine/file-access.ts";
import s3 from "../../../accounts/s3.ts";
import { ignoredDraft } from "./ignored-draft.ts";
import type { RemoteContext } from "./remote-context.ts";
import { entryPath, headerOf } from "./remote-entry.ts";
import type { RemotePath } from "./remote-path.ts";
import {
  accountNeeded,
  alreadyExists,
  noSuchFile,
  quoted,
  tooManyEntries,
} from "./remote-refusals.ts";
import type { RemoteStore } from "./remote-store.ts";
import { s3Client } from "./s3-client.ts";
import { S3Draft } from "./s3-draft.ts";
import { type S3Place, s3Place } from "./s3-place.ts";
import { isMissing, s3Answer } from "./s3-status.ts";

/** Objects of an object store. An object is whole or not there; a directory is what keys with a slash look like. */
export function s3Files(server: RemotePath, context: RemoteContext): RemoteStore {
  const login = s3.of(context.account);
  if (login === undefined) throw accountNeeded(server.text, "Amazon S3");
  const { egress, limits } = context;
  const clients = new Map<string, S3Client>();
  const clientFor = ({ region = login.region }: S3Place): S3Client => {
    const client =
      clients.get(region) ?? s3Client({ ...login, region }, egress, limits.remoteIdleMs);
    clients.set(region, client);
    return client;
  };
  return {
    async open(at, signal) {
      const place = objectAt(at);
      const client = clientFor(place);
      const head = await headOf(client, place, at.text, signal);
      if (head === undefined) throw noSuchFile(at.text);
      const { ContentLength: size, LastModified, ContentType, ETag } = head;
      return {
        header: {
          ...headerOf(at.text, { size, updatedMs: LastModified?.getTime() }),
          ...(ContentType === undefined ? {} : { "content-type": ContentType }),
        },
        content: read(client, place, { text: at.text, tag: ETag }, signal),
      };
    },
    async create(at, { ifExists }, signal) {
      const place = objectAt(at);
      const client = clientFor(place);
      if (ifExists === "append") throw noAppending(at.text);
      const existed = (await headOf(client, place, at.text, signal)) !== undefined;
      if (existed && ifExists === "error") throw alreadyExists(at.text);
      if (existed && ifExists === "ignore") return ignoredDraft(at.text);
      return new S3Draft({ client, place, text: at.text, existed, ifExists }, limits, signal);
    },
    list: (at, signal) => list(clientFor(s3Place(at)), at, limits.remoteEntriesMax, signal),
    async remove(at, signal) {
      const place = objectAt(at);
      const client = clientFor(place);
      if ((await headOf(client, place, at.text, signal)) === undefined) return false;
      const remove = new DeleteObjectCommand({ Bucket: place.bucket, Key: place.key });
      await answered(at.text, client.send(remove, { abortSignal: signal }), signal);
      return true;
    },
    close: () => {
      for (const client of clients.values()) client.destroy();
    },
  };
}

function objectAt(at: RemotePath): S3Place {
  const place = s3Place(at);
  if (place.key !== "" && !place.key.endsWith("/")) return place;
  throw new Refusal(
    "invalid-argument",
    `${quoted(at.text)} names no object`,
    "Expected s3:///bucket/key; found no key behind the bucket, or a slash at its end.",
    "Write the whole key of the object.",
  );
}

async function headOf(
  client: S3Client,
  { bucket, key }: S3Place,
  text: string,
  signal: AbortSignal,
): Promise<HeadObjectCommandOutput | undefined> {
  try {
    const head = new HeadObjectCommand({ Bucket: bucket, Key: key });
    return await client.send(head, { abortSignal: signal });
  } catch (failure) {
    throwIfAborted(signal);
    if (isMissing(failure)) return undefined;
    throw s3Answer(text, failure);
  }
}

/** Asked for when it is read. An object that is another one by then is not read for the one that was found. */
async function* read(
  client: S3Client,
  { bucket, key }: S3Place,
  { text, tag }: { readonly text: string; readonly tag: string | undefined },
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const match = tag === undefined ? {} : { IfMatch: tag };
  const get = new GetObjectCommand({ Bucket: bucket, Key: key, ...match });
  const { Body } = await answered(text, client.send(get, { abortSignal: signal }), signal);
  if (Body === undefined) return;
  try {
    for await (const chunk of believe<AsyncIterable<Buffer>>(Body)) yield new Uint8Array(chunk);
  } catch (failure) {
    throwIfAborted(signal);
    throw s3Answer(text, failure);
  }
}

async function list(
  client: S3Client,
  at: RemotePath,
  entriesMax: number,
  signal: AbortSignal,
): Promise<readonly FileEntry[]> {
  const { bucket, key } = s3Place(at);
  const prefix = key === "" || key.endsWith("/") ? key : `${key}/`;
  const entries: FileEntry[] = [];
  for (let token: string | undefined; ;) {
    const page = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      Delimiter: "/",
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    const found = await answered(at.text, client.send(page, { abortSignal: signal }), signal);
    for (const { Prefix = "" } of found.CommonPrefixes ?? []) {
      const name = Prefix.slice(prefix.length, -1);
      entries.push(entryOf(at, { name, type: "directory", size: 0, updatedMs: 0 }));
    }
    for (const { Key = "", Size = 0, LastModified } of found.Contents ?? []) {
      const name = Key.slice(prefix.length);
      if (name === "") continue;
      const updatedMs = LastModified?.getTime() ?? 0;
      entries.push(entryOf(at, { name, type: "file", size: Size, updatedMs }));
    }
    if (entries.length > entriesMax) throw tooManyEntries(at.text, entriesMax);
    token = found.NextContinuationToken;
    if (found.IsTruncated !== true || token === undefined) break;
  }
  if (entries.length === 0 && prefix !== "") throw noSuchFile(at.text);
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function entryOf(
  directory: RemotePath,
  entry: Pick<FileEntry, "name" | "type" | "size" | "updatedMs">,
): FileEntry {
  return {
    ...entry,
    path: entryPath(directory, entry.name),
    createdMs: entry.updatedMs,
    owner: "",
  };
}

async function answered<T>(text: string, work: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (failure) {
    throwIfAborted(signal);
    throw s3Answer(text, failure);
  }
}

function noAppending(path: string): Refusal {
  return new Refusal(
    "not-supported",
    `Nothing can be appended to ${quoted(path)}`,
    "An object store has no way to add to an object.",
    "Choose the file action OVERWRITE, IGNORE or ERROR, and write each part to an object of its own.",
  );
}
