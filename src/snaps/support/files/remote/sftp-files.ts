import { randomUUID } from "node:crypto";
import { posix } from "node:path";
import type { FileEntryWithStats, Stats } from "ssh2";
import { throwIfAborted } from "../../../../base/abort.ts";
import type { CreateFileOptions, FileEntry } from "../../../../engine/file-access.ts";
import basic from "../../../accounts/basic-auth.ts";
import ssh from "../../../accounts/ssh.ts";
import type { RemoteContext } from "./remote-context.ts";
import { RemoteDraft } from "./remote-draft.ts";
import { entryPath, headerOf, isEntryName, partialName } from "./remote-entry.ts";
import type { RemotePath } from "./remote-path.ts";
import { accountNeeded, alreadyExists, noSuchFile, tooManyEntries } from "./remote-refusals.ts";
import type { RemoteStore } from "./remote-store.ts";
import { SessionPool } from "./session-pool.ts";
import { SftpPartial } from "./sftp-partial.ts";
import { readIn, readSftp } from "./sftp-read.ts";
import { SftpSession, type SshLogin } from "./sftp-session.ts";
import { isEndOfFile, isMissing, sftpAnswer } from "./sftp-status.ts";

/** Files of an SFTP server. A file is written beside its target and renamed when it is whole. */
export function sftpFiles(
  { host, port = 22, text }: RemotePath,
  context: RemoteContext,
): RemoteStore {
  const login = loginOf(text, context);
  const { limits } = context;
  const pool = new SessionPool((signal) => SftpSession.open(host, port, login, context, signal));
  const use = async <T>(
    at: RemotePath,
    signal: AbortSignal,
    work: (session: SftpSession) => Promise<T>,
  ): Promise<T> => {
    try {
      return await pool.use(signal, work);
    } catch (failure) {
      throw sftpAnswer(at.text, failure);
    }
  };
  return {
    async open(at, signal) {
      const path = pathOf(at);
      const stats = await use(at, signal, (session) => statOf(session, path, signal));
      if (stats?.isFile() !== true) throw noSuchFile(at.text);
      return {
        header: headerOf(at.text, { size: stats.size, updatedMs: stats.mtime * 1000 }),
        content: readSftp(pool, path, at.text, signal),
      };
    },
    async create(at, options, signal) {
      const session = await pool.take(signal);
      try {
        const partial = await begin(session, at, options, signal, () => pool.give(session));
        return new RemoteDraft(at.text, options.ifExists, partial);
      } catch (failure) {
        pool.give(session);
        throw sftpAnswer(at.text, failure);
      }
    },
    list: (at, signal) =>
      use(at, signal, (session) => list(session, at, limits.remoteEntriesMax, signal)),
    remove: (at, signal) =>
      use(at, signal, async (session) => {
        const path = pathOf(at);
        if ((await statOf(session, path, signal))?.isFile() !== true) return false;
        await session.tell(signal, (sftp, answer) => sftp.unlink(path, answer));
        return true;
      }),
    close: () => pool.close(),
  };
}

async function begin(
  session: SftpSession,
  at: RemotePath,
  { ifExists, createDirectories }: CreateFileOptions,
  signal: AbortSignal,
  release: () => void,
): Promise<SftpPartial> {
  const target = pathOf(at);
  const stats = await statOf(session, target, signal);
  if (stats !== undefined && !stats.isFile()) throw noSuchFile(at.text);
  if (stats !== undefined && ifExists === "error") throw alreadyExists(at.text);
  if (createDirectories) await makeDirectories(session, posix.dirname(target), signal);
  const names = { text: at.text, target, partial: partialName(target, randomUUID()) };
  const existed = stats !== undefined;
  const partial = await SftpPartial.begin(session, names, existed, signal, release);
  if (ifExists !== "append" || !existed) return partial;
  try {
    for await (const chunk of readIn(session, target, signal)) {
      throwIfAborted(signal);
      await partial.write(chunk);
    }
    partial.beginsHere();
    return partial;
  } catch (failure) {
    await partial.remove();
    throw failure;
  }
}

async function makeDirectories(
  session: SftpSession,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  if (directory === "/" || directory === ".") return;
  if ((await statOf(session, directory, signal))?.isDirectory() === true) return;
  await makeDirectories(session, posix.dirname(directory), signal);
  try {
    await session.tell(signal, (sftp, answer) => sftp.mkdir(directory, answer));
  } catch (failure) {
    // Another writer may have made it meanwhile.
    if ((await statOf(session, directory, signal))?.isDirectory() !== true) throw failure;
  }
}

/** Undefined when there is nothing. */
async function statOf(
  session: SftpSession,
  path: string,
  signal: AbortSignal,
): Promise<Stats | undefined> {
  try {
    return await session.ask<Stats>(signal, (sftp, answer) => sftp.stat(path, answer));
  } catch (failure) {
    if (isMissing(failure)) return undefined;
    throw failure;
  }
}

async function list(
  session: SftpSession,
  at: RemotePath,
  entriesMax: number,
  signal: AbortSignal,
): Promise<readonly FileEntry[]> {
  const directory = pathOf(at);
  const handle = await session.ask<Buffer>(signal, (sftp, answer) =>
    sftp.opendir(directory, answer),
  );
  const entries: FileEntry[] = [];
  try {
    for (;;) {
      const batch = await nextEntries(session, handle, signal);
      if (batch.length === 0) break;
      for (const { filename, attrs } of batch) {
        if (!isEntryName(filename)) continue;
        const stats = attrs.isSymbolicLink()
          ? await statOf(session, posix.join(directory, filename), signal)
          : attrs;
        if (stats?.isFile() === true || stats?.isDirectory() === true)
          entries.push(entryOf(at, filename, stats));
        if (entries.length > entriesMax) throw tooManyEntries(at.text, entriesMax);
      }
    }
  } finally {
    if (!session.isBroken) {
      await session
        .tell(signal, (sftp, answer) => sftp.close(handle, answer))
        .catch(() => undefined);
    }
  }
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function nextEntries(
  session: SftpSession,
  handle: Buffer,
  signal: AbortSignal,
): Promise<readonly FileEntryWithStats[]> {
  try {
    return await session.ask<FileEntryWithStats[]>(signal, (sftp, answer) =>
      sftp.readdir(handle, answer),
    );
  } catch (failure) {
    if (isEndOfFile(failure)) return [];
    throw failure;
  }
}

function entryOf(directory: RemotePath, name: string, stats: Stats): FileEntry {
  return {
    name,
    path: entryPath(directory, name),
    type: stats.isFile() ? "file" : "directory",
    size: stats.isFile() ? stats.size : 0,
    createdMs: stats.mtime * 1000,
    updatedMs: stats.mtime * 1000,
    owner: String(stats.uid),
  };
}

/** `/~/x` begins at the directory in which the user arrives. */
function pathOf({ path }: RemotePath): string {
  return path === "/~" || path.startsWith("/~/") ? `.${path.slice(2)}` : path;
}

function loginOf(text: string, { account }: RemoteContext): SshLogin {
  const login = ssh.of(account);
  if (login !== undefined) return login;
  const named = basic.of(account);
  if (named === undefined) throw accountNeeded(text, "SSH or Basic Auth");
  return { ...named, privateKey: "", privateKeyPassphrase: "", hostKeyFingerprint: "" };
}
