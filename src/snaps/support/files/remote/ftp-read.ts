import { PassThrough } from "node:stream";
import { believe } from "../../../../base/believe.ts";
import type { FtpSession } from "./ftp-session.ts";
import { ftpAnswer } from "./ftp-status.ts";
import type { RemotePath } from "./remote-path.ts";
import { brokeOff } from "./remote-refusals.ts";
import type { SessionPool } from "./session-pool.ts";

/**
 * The content of a file, from when it is read until the reader has enough. FTP ends a file by closing the connection,
 * so one that is shorter than the server said is taken for broken off.
 */
export async function* readFtp(
  pool: SessionPool<FtpSession>,
  { path, text }: RemotePath,
  size: number | undefined,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const session = await pool.take(signal);
  const stream = new PassThrough({ highWaterMark: 256 * 1024 });
  const sending = session.ask(signal, (client) => client.downloadTo(stream, path));
  sending.catch((failure: unknown) => stream.destroy(believe<Error>(ftpAnswer(text, failure))));
  let read = 0;
  let isWhole = false;
  try {
    for await (const chunk of believe<AsyncIterable<Buffer>>(stream)) {
      read += chunk.length;
      yield new Uint8Array(chunk);
    }
    await sending;
    if (size !== undefined && read < size) throw brokeOff(text);
    isWhole = true;
  } catch (failure) {
    throw ftpAnswer(text, failure);
  } finally {
    if (!isWhole) {
      session.close();
      stream.destroy();
    }
    pool.give(session);
  }
}
