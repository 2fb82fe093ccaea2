import type { BoundAccount } from "../../../engine/accounts.ts";
import type { FileAccess } from "../../../engine/file-access.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import type { Document } from "../../../expr/value.ts";
import { openStore } from "./remote/open-store.ts";
import { readRemotePath, type RemotePath } from "./remote/remote-path.ts";
import type { RemoteStore } from "./remote/remote-store.ts";

type FilesContext = Pick<
  SnapContext<unknown>,
  "account" | "egress" | "files" | "limits" | "signal"
>;

/** The files that a Snap reaches for a document: of other machines with its account, by `sftp:`, `s3:` and the like. */
export type FilesFor = (document?: Document) => Promise<FileAccess>;

/**
 * An operator over all the files that its Snap may reach. Connections are kept while it is at work, and end with it;
 * a content that is still being read then keeps its own till it is read.
 */
export function withFiles(context: FilesContext, make: (filesFor: FilesFor) => Operator): Operator {
  return async function* overFiles(io) {
    const stores = new Map<string, RemoteStore>();
    const filesFor: FilesFor = async (document) =>
      reachable(context, await context.account(document), stores);
    try {
      yield* make(filesFor)(io);
    } finally {
      for (const store of stores.values()) store.close();
    }
  };
}

function reachable(
  { egress, files, limits }: FilesContext,
  account: BoundAccount | undefined,
  stores: Map<string, RemoteStore>,
): FileAccess {
  const storeOf = (path: RemotePath): RemoteStore => {
    const { scheme, host, port } = path;
    const key = JSON.stringify([scheme, host.toLowerCase(), port, account?.path]);
    const store = stores.get(key) ?? openStore(path, { egress, account, limits });
    stores.set(key, store);
    return store;
  };
  const at = async <T>(
    path: string,
    remotely: (store: RemoteStore, path: RemotePath) => Promise<T>,
    here: (path: string) => Promise<T>,
  ): Promise<T> => {
    const remote = readRemotePath(path);
    return remote === undefined ? await here(path) : await remotely(storeOf(remote), remote);
  };
  return {
    open: (path, signal) =>
      at(
        path,
        (store, remote) => store.open(remote, signal),
        (local) => files.open(local, signal),
      ),
    create: (path, options, signal) =>
      at(
        path,
        (store, remote) => store.create(remote, options, signal),
        (local) => files.create(local, options, signal),
      ),
    list: (path, signal) =>
      at(
        path,
        (store, remote) => store.list(remote, signal),
        (local) => files.list(local, signal),
      ),
    remove: (path, signal) =>
      at(
        path,
        (store, remote) => store.remove(remote, signal),
        (local) => files.remove(local, signal),
      ),
    identify: (path, signal) =>
      at(
        path,
        async (_store, remote) => identity(remote),
        (local) => files.identify(local, signal),
      ),
  };
}

/** What two spellings of the same file have in common. */
function identity({ scheme, host, port, path, text }: RemotePath): string {
  if (scheme === "http" || scheme === "https") return URL.parse(text)?.href ?? text;
  if (scheme === "s3") return `s3:/${host === "" ? "" : `/${host}`}${path}`;
  return `${scheme}://${host.toLowerCase()}:${port ?? ""}${path}`;
}
