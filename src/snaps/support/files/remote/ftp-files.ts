import { randomUUID } from "node:crypto";
import { posix } from "node:path";
import type { FileInfo } from "basic-ftp";
import { throwIfAborted } from "../../../../base/abort.ts";
import type { CreateFileOptions, FileEntry } from "../../../../engine/file-access.ts";
import basic from "../../../accounts/basic-auth.ts";
import ftp from "../../../accounts/ftp.ts";
import { FtpPartial } from "./ftp-partial.ts";
import { readFtp } from "./ftp-read.ts";
import { type FtpLogin, FtpSession } from "./ftp-session.ts";
import { ftpAnswer, isMissing, isUnknownCommand } from "./ftp-status.ts";
import type { RemoteContext } from "./remote-context.ts";
import { RemoteDraft } from "./remote-draft.ts";
import { entryPath, headerOf, isEntryName, partialName } from "./remote-entry.ts";
import type { RemotePath } from "./remote-path.ts";
import { alreadyExists, noSuchFile, tooManyEntries } from "./remote-refusals.ts";
import type { RemoteStore } from "./remote-store.ts";
import { SessionPool } from "./session-pool.ts";

/** Files of an FTP or FTPS server. A file is written beside its target and renamed when it is whole. */
export function ftpFiles(server: RemotePath, context: RemoteContext): RemoteStore {
  const login = loginOf(server, context);
  const port = server.port ?? (login.security === "implicit" ? 990 : 21);
  const pool = new SessionPool((signal) =>
    FtpSession.open(server.host, port, login, context, signal),
  );
  const use = async <T>(
    at: RemotePath,
    signal: AbortSignal,
    work: (session: FtpSession) => Promise<T>,
  ): Promise<T> => {
    try {
      return await pool.use(signal, work);
    } catch (failure) {
      throw ftpAnswer(at.text, failure);
    }
  };
  return {
    async open(at, signal) {
      const found = await use(at, signal, (session) => lookAt(session, at.path, signal));
      if (found === undefined) throw noSuchFile(at.text);
      const { size } = found;
      return { header: headerOf(at.text, found), content: readFtp(pool, at, size, signal) };
    },
    async create(at, options, signal) {
      const session = await pool.take(signal);
      try {
        const partial = await begin(pool, session, at, options, signal);
        return new RemoteDraft(at.text, options.ifExists, partial);
      } catch (failure) {
        pool.give(session);
        throw ftpAnswer(at.text, failure);
      }
    },
    list: (at, signal) =>
      use(at, signal, async (session) => {
        const found = await session.ask(signal, async (client) => {
          // Servers list nothing for a directory that is not there; entering it tells.
          await client.cd(at.path);
          return await client.list();
        });
        const { remoteEntriesMax } = context.limits;
        if (found.length > remoteEntriesMax) throw tooManyEntries(at.text, remoteEntriesMax);
        return found
          .filter((info) => isEntryName(info.name) && (info.isFile || info.isDirectory))
          .map((info) => entryOf(at, info))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      }),
    remove: (at, signal) =>
      use(at, signal, async (session) => {
        try {
          await session.ask(signal, (client) => client.remove(at.path));
          return true;
        } catch (failure) {
          if (!isMissing(failure)) throw failure;
          // 550 is also what a server answers that has the file and does not let it go.
          if ((await lookAt(session, at.path, signal)) === undefined) return false;
          throw failure;
        }
      }),
    close: () => pool.close(),
  };
}

interface Found {
  readonly size: number | undefined;
  readonly updatedMs: number | undefined;
}

/** Undefined when there is no such file. A server that does not tell sizes is believed to have it. */
async function lookAt(
  session: FtpSession,
  path: string,
  signal: AbortSignal,
): Promise<Found | undefined> {
  try {
    const size = await ifKnown(session.ask(signal, (client) => client.send(`SIZE ${path}`)));
    const updated = await ifKnown(session.ask(signal, (client) => client.send(`MDTM ${path}`)));
    return { size: sizeIn(size?.message), updatedMs: timeIn(updated?.message) };
  } catch (failure) {
    if (isMissing(failure)) return undefined;
    throw failure;
  }
}

/** Not every server has a number for a file of no bytes. */
function sizeIn(answer = ""): number | undefined {
  const digits = /^213 (\d+)/.exec(answer)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function timeIn(answer = ""): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^213 (\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(answer) ?? [];
  if (second === undefined) return undefined;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Undefined when the server does not know the command. */
async function ifKnown<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (failure) {
    if (isUnknownCommand(failure)) return undefined;
    throw failure;
  }
}

async function begin(
  pool: SessionPool<FtpSession>,
  session: FtpSession,
  at: RemotePath,
  { ifExists, createDirectories }: CreateFileOptions,
  signal: AbortSignal,
): Promise<FtpPartial> {
  const found = await lookAt(session, at.path, signal);
  if (found !== undefined && ifExists === "error") throw alreadyExists(at.text);
  if (createDirectories) {
    await session.ask(signal, async (client) => {
      await client.ensureDir(posix.dirname(at.path));
      await client.cd("/");
    });
  }
  const partial = partialName(at.path, randomUUID());
  const names = {
    text: at.text,
    target: at.path,
    partial,
    removePartial: (open: FtpSession | undefined) => removePartial(pool, open, partial),
  };
  const existed = found !== undefined;
  const copies = ifExists === "append" && existed;
  const before = { existed, startSize: copies ? (found.size ?? 0) : 0 };
  const file = new FtpPartial(session, names, before, signal, () => pool.give(session));
  if (!copies) return file;
  try {
    for await (const chunk of readFtp(pool, at, found.size, signal)) {
      throwIfAborted(signal);
      await file.write(chunk);
    }
    return file;
  } catch (failure) {
    await file.remove();
    throw failure;
  }
}

/** As good as the server lets it: one that is gone keeps a hidden rest, and nothing under the file's name. */
async function removePartial(
  pool: SessionPool<FtpSession>,
  open: FtpSession | undefined,
  path: string,
): Promise<void> {
  const { signal } = new AbortController();
  const remove = (session: FtpSession) => session.ask(signal, (client) => client.remove(path));
  await (open === undefined ? pool.use(signal, remove) : remove(open)).catch(() => undefined);
}

function entryOf(directory: RemotePath, info: FileInfo): FileEntry {
  const updatedMs = info.modifiedAt?.getTime() ?? 0;
  return {
    name: info.name,
    path: entryPath(directory, info.name),
    type: info.isFile ? "file" : "directory",
    size: info.isFile ? info.size : 0,
    createdMs: updatedMs,
    updatedMs,
    owner: info.user ?? "",
  };
}

/** Without an account, as FTP servers let anybody in. `ftps:` is never sent in the clear. */
function loginOf({ scheme }: RemotePath, { account }: RemoteContext): FtpLogin {
  const named = basic.of(account) ?? { username: "anonymous", password: "anonymous@" };
  const login = ftp.of(account) ?? { ...named, security: "none" as const };
  if (scheme !== "ftps" || login.security !== "none") return login;
  return { ...login, security: "explicit" };
}
