import type { SessionPool } from "./session-pool.ts";
import type { SftpSession } from "./sftp-session.ts";
import { sftpAnswer, isEndOfFile } from "./sftp-status.ts";

/** Bytes of one question, and questions on their way at once: what keeps a line with a long way busy. */
const readBytes = 64 * 1024;
const readsAhead = 8;

/** The content of a file, from when it is read until the reader has enough. */
export async function* readSftp(
  pool: SessionPool<SftpSession>,
  path: string,
  text: string,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const session = await pool.take(signal);
  try {
    yield* readIn(session, path, signal);
  } catch (failure) {
    throw sftpAnswer(text, failure);
  } finally {
    pool.give(session);
  }
}

/** The content of a file over a connection that the caller has. */
export async function* readIn(
  session: SftpSession,
  path: string,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const handle = await session.ask<Buffer>(signal, (sftp, answer) => sftp.open(path, "r", answer));
  const read = (position: number): Promise<Buffer> => {
    const reading = readAt(session, handle, position, signal);
    reading.catch(() => undefined);
    return reading;
  };
  try {
    let asked = 0;
    let ahead: Promise<Buffer>[] = [];
    for (let position = 0; ;) {
      while (ahead.length < readsAhead) {
        ahead.push(read(asked));
        asked += readBytes;
      }
      const chunk = (await ahead.shift()) ?? Buffer.alloc(0);
      if (chunk.length === 0) return;
      position += chunk.length;
      if (chunk.length < readBytes) {
        // A server may give less than was asked for: what was asked behind the gap is asked again.
        await Promise.allSettled(ahead);
        ahead = [];
        asked = position;
      }
      yield new Uint8Array(chunk);
    }
  } finally {
    if (!session.isBroken) {
      await session
        .tell(signal, (sftp, answer) => sftp.close(handle, answer))
        .catch(() => undefined);
    }
  }
}

/** At most `readBytes` from a position; nothing at the end of the file. */
async function readAt(
  session: SftpSession,
  handle: Buffer,
  position: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(readBytes);
  try {
    const size = await session.ask<number>(signal, (sftp, answer) => {
      sftp.read(handle, buffer, 0, readBytes, position, (failure, bytes) => answer(failure, bytes));
    });
    return buffer.subarray(0, size);
  } catch (failure) {
    if (isEndOfFile(failure)) return buffer.subarray(0, 0);
    throw failure;
  }
}
