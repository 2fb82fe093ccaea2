import type { MessagePort } from "node:worker_threads";
import { throwIfAborted } from "../../base/abort.ts";
import { believe } from "../../base/believe.ts";
import { systemClock } from "../../base/clock.ts";
import type { CommittedFile, FileAccess, FileEntry, OpenFile } from "../../engine/file-access.ts";
import type { LoadedPipeline, RunHost } from "../../engine/run-host.ts";
import type { FromRunner, HostCall, OpenedFile, ToRunner } from "./messages.ts";
import { fromRefusalData } from "./refusal-data.ts";

/** The host of a run, seen from the thread that runs: every call is a message to the thread that has the files. */
export interface RemoteHost {
  readonly host: RunHost;
  /** Takes the answers to calls. */
  receive(message: ToRunner): void;
}

export function remoteHost(port: MessagePort, spillDirectory: string): RemoteHost {
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  let calls = 0;
  function ask<T>(call: HostCall): Promise<T> {
    const id = calls++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject });
    const transfer = call.method === "write" ? transferable(call.chunk) : [];
    port.postMessage({ kind: "call", id, call } satisfies FromRunner, transfer);
    return believe<Promise<T>>(promise);
  }
  return {
    host: {
      spillDirectory,
      clock: systemClock,
      random: Math.random,
      loadPipeline: (path, fromPath) =>
        ask<LoadedPipeline>({ method: "loadPipeline", path, fromPath }),
      filesFor: (fromPath) => remoteFiles(ask, fromPath),
    },
    receive: (message) => {
      if (message.kind !== "answer" && message.kind !== "refused") return;
      const waiter = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === "answer") waiter?.resolve(message.value);
      else waiter?.reject(fromRefusalData(message.refusal));
    },
  };
}

type Ask = <T>(call: HostCall) => Promise<T>;

function remoteFiles(ask: Ask, fromPath: string): FileAccess {
  return {
    open: async (path, signal): Promise<OpenFile> => {
      const { file, header } = await ask<OpenedFile>({ method: "open", path, fromPath });
      return { header, content: contentOf(ask, file, signal) };
    },
    create: async (path, options) => {
      const file = await ask<number>({ method: "create", path, fromPath, options });
      return {
        write: (chunk) => ask<void>({ method: "write", file, chunk }),
        commit: () => ask<CommittedFile>({ method: "commit", file }),
        discard: () => ask<void>({ method: "discard", file }),
      };
    },
    list: (path) => ask<readonly FileEntry[]>({ method: "list", path, fromPath }),
    remove: (path) => ask<boolean>({ method: "remove", path, fromPath }),
  };
}

/** Asks for the next chunk while the present one is worked on. */
async function* contentOf(ask: Ask, file: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
  let next = ask<Uint8Array | undefined>({ method: "read", file });
  try {
    for (;;) {
      const chunk = await next;
      throwIfAborted(signal);
      if (chunk === undefined) return;
      next = ask<Uint8Array | undefined>({ method: "read", file });
      next.catch(() => undefined);
      yield chunk;
    }
  } finally {
    await ask<void>({ method: "close", file });
  }
}

/** The buffer behind a chunk, when the chunk is all of it; a part of a larger buffer is copied instead. */
export function transferable(chunk: Uint8Array): ArrayBuffer[] {
  const { buffer } = chunk;
  return buffer instanceof ArrayBuffer &&
    buffer.byteLength === chunk.byteLength &&
    chunk.byteLength > 64 * 1024
    ? [buffer]
    : [];
}
