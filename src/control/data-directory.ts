import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Refusal } from "../base/errors.ts";

/** The directory everything is stored in, held by this process alone until it is disposed. */
export interface DataDirectory extends AsyncDisposable {
  readonly path: string;
  readonly databasePath: string;
  /** For SLDB bytes. */
  readonly filesPath: string;
  /** For the databases of loaded data. */
  readonly loadsPath: string;
  /** For the counts of calls. */
  readonly callsPath: string;
  /** For spill files; emptied at start. */
  readonly spillPath: string;
}

/**
 * Opens a data directory, makes it when it is not there, and refuses one that another process holds. The lock is the
 * operating system's, on a file that SQLite keeps locked: it ends with the process, however that ends.
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  await makePrivate(path);
  const holderPath = join(path, "lock.pid");
  const lock = tryLock(join(path, "lock"));
  if (lock === undefined) throw inUse(await readHolder(holderPath));
  const spillPath = join(path, "spill");
  const loadsPath = join(path, "loads");
  try {
    await writeFile(holderPath, String(process.pid), { mode: 0o600 });
    await rm(spillPath, { recursive: true, force: true });
    await mkdir(spillPath, { mode: 0o700 });
    await mkdir(loadsPath, { recursive: true, mode: 0o700 });
  } catch (failure) {
    lock.close();
    throw failure;
  }
  return {
    path,
    databasePath: databasePathIn(path),
    filesPath: join(path, "files"),
    loadsPath,
    callsPath: join(path, "calls.sqlite"),
    spillPath,
    async [Symbol.asyncDispose]() {
      await rm(holderPath, { force: true });
      lock.close();
    },
  };
}

export function databasePathIn(path: string): string {
  return join(path, "slipway.sqlite");
}

async function makePrivate(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
  } catch (failure) {
    const found = failure instanceof Error && "code" in failure ? String(failure.code) : "failure";
    throw new Refusal(
      "not-permitted",
      "The data directory cannot be made or made private.",
      `Expected a directory that belongs to this user; the system said ${found}.`,
      "Give another directory with `--data DIR`, or change who owns this one.",
    );
  }
}

function tryLock(path: string): DatabaseSync | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec("begin exclusive");
    return database;
  } catch (failure) {
    database.close();
    if (failure instanceof Error && /locked|busy/.test(failure.message)) return undefined;
    throw failure;
  }
}

async function readHolder(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  return /^\d+$/.test(text) ? `process ${text}` : "another process";
}

function inUse(holder: string): Refusal {
  return new Refusal(
    "data-directory-in-use",
    "The data directory is in use.",
    `Expected a data directory that no other process holds; ${holder} holds this one.`,
    "Stop that process, or give another directory with `--data DIR`.",
  );
}
