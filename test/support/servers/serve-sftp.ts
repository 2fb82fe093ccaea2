import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import ssh2, { type SFTPWrapper } from "ssh2";

const { STATUS_CODE, flagsToString } = ssh2.utils.sftp;

/** How a server misbehaves. */
export interface SftpFaults {
  /** Hangs up at a read behind so many bytes. */
  readonly breakReadsAt?: number;
  /** Answers nothing to a write behind so many bytes. */
  readonly muteWritesAt?: number;
  /** Refuses a write behind so many bytes, as a full disk does. */
  readonly fullAt?: number;
  /** Gives no more than so many bytes at once. */
  readonly readBytesMax?: number;
}

/** Answers SFTP version 3 over a directory, without extensions: its rename replaces nothing. */
export function serveSftp(
  sftp: SFTPWrapper,
  root: string,
  faults: { readonly now: () => SftpFaults; readonly hangUp: () => void },
): void {
  const files = new Map<number, FileHandle | string[]>();
  let handles = 0;
  const local = (path: string): string => join(root, posix.resolve("/", path));
  const answer = (id: number, work: Promise<unknown>): void => {
    work.then(
      () => sftp.status(id, STATUS_CODE.OK),
      (failure: unknown) => sftp.status(id, codeOf(failure)),
    );
  };
  const attributes = (id: number, work: Promise<Awaited<ReturnType<typeof stat>>>): void => {
    work.then(
      (info) => sftp.attrs(id, attrsOf(info)),
      (failure: unknown) => sftp.status(id, codeOf(failure)),
    );
  };
  const give = (id: number, held: FileHandle | string[]): void => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(handles);
    files.set(handles++, held);
    sftp.handle(id, handle);
  };
  const fileOf = (handle: Buffer): FileHandle | undefined => {
    const held = files.get(handle.readUInt32BE());
    return Array.isArray(held) ? undefined : held;
  };
  sftp.on("OPEN", (id, path, flags) => {
    open(local(path), flagsToString(flags) ?? "r").then(
      (file) => give(id, file),
      (failure: unknown) => sftp.status(id, codeOf(failure)),
    );
  });
  sftp.on("READ", (id, handle, offset, length) => {
    const { breakReadsAt, readBytesMax = length } = faults.now();
    if (breakReadsAt !== undefined && offset >= breakReadsAt) return faults.hangUp();
    const buffer = Buffer.alloc(Math.min(length, readBytesMax));
    const read = async (): Promise<void> => {
      const { bytesRead = 0 } =
        (await fileOf(handle)?.read(buffer, 0, buffer.length, offset)) ?? {};
      if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, buffer.subarray(0, bytesRead));
    };
    void read();
  });
  sftp.on("WRITE", (id, handle, offset, data) => {
    const { fullAt, muteWritesAt } = faults.now();
    if (muteWritesAt !== undefined && offset >= muteWritesAt) return;
    if (fullAt !== undefined && offset >= fullAt) return sftp.status(id, STATUS_CODE.FAILURE);
    answer(id, fileOf(handle)?.write(data, 0, data.length, offset) ?? Promise.reject(new Error()));
  });
  sftp.on("CLOSE", (id, handle) => answer(id, fileOf(handle)?.close() ?? Promise.resolve()));
  sftp.on("STAT", (id, path) => attributes(id, stat(local(path))));
  sftp.on("LSTAT", (id, path) => attributes(id, lstat(local(path))));
  sftp.on("REMOVE", (id, path) => answer(id, rm(local(path))));
  sftp.on("MKDIR", (id, path) => answer(id, mkdir(local(path))));
  sftp.on("RENAME", (id, from, to) => {
    const free = lstat(local(to)).then(
      () => Promise.reject(new Error("taken")),
      () => rename(local(from), local(to)),
    );
    answer(id, free);
  });
  sftp.on("OPENDIR", (id, path) => {
    readdir(local(path)).then(
      (names) =>
        give(
          id,
          names.map((name) => join(local(path), name)),
        ),
      (failure: unknown) => sftp.status(id, codeOf(failure)),
    );
  });
  sftp.on("READDIR", (id, handle) => {
    const held = files.get(handle.readUInt32BE());
    const paths = Array.isArray(held) ? held.splice(0, 2) : [];
    if (paths.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    void Promise.all(
      paths.map(async (path) => ({
        filename: posix.basename(path),
        longname: posix.basename(path),
        attrs: attrsOf(await stat(path)),
      })),
    ).then((names) => sftp.name(id, names));
  });
}

function attrsOf({ mode, size, uid, gid, atimeMs, mtimeMs }: Awaited<ReturnType<typeof stat>>) {
  return {
    mode: Number(mode),
    size: Number(size),
    uid: Number(uid),
    gid: Number(gid),
    atime: Math.floor(Number(atimeMs) / 1000),
    mtime: Math.floor(Number(mtimeMs) / 1000),
  };
}

function codeOf(failure: unknown): number {
  const code = failure instanceof Error && "code" in failure ? failure.code : "";
  if (code === "ENOENT") return STATUS_CODE.NO_SUCH_FILE;
  return code === "EACCES" ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE;
}
