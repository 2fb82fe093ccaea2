import type { MessagePort } from "node:worker_threads";
import { asError, throwIfAborted } from "../../base/abort.ts";
import { believe } from "../../base/believe.ts";
import { systemClock } from "../../base/clock.ts";
import type { BoundAccount } from "../../engine/accounts.ts";
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
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  const ask: Ask = async <T>(call: HostCall, signal?: AbortSignal): Promise<T> => {
    if (signal !== undefined) throwIfAborted(signal);
    const id = calls++;
    const waiter = Promise.withResolvers<unknown>();
    const stopWaiting = (): void => waiter.reject(asError(signal?.reason));
    signal?.addEventListener("abort", stopWaiting, { once: true });
    waiting.set(id, waiter);
    port.postMessage({ kind: "call", id, call } satisfies FromRunner);
    try {
      return believe<T>(await waiter.promise);
    } finally {
      waiting.delete(id);
      signal?.removeEventListener("abort", stopWaiting);
    }
  };
  return {
    host: {
      spillDirectory,
      clock: systemClock,
      random: Math.random,
      loadPipeline: (path, fromPath, signal) =>
        ask<LoadedPipeline>({ method: "loadPipeline", path, fromPath }, signal),
      findAccount: (request, fromPath, signal) =>
        ask<BoundAccount>({ method: "account", request, fromPath }, signal),
      filesFor: (fromPath) => remoteFiles(ask, fromPath),
    },
    receive: (message) => {
      if (message.kind === "answer") waiting.get(message.id)?.resolve(message.value);
      if (message.kind === "refused")
        waiting.get(message.id)?.reject(fromRefusalData(message.refusal));
    },
  };
}

/** Calls the thread that has the files. With a signal, what it waits for is given up when that is aborted. */
type Ask = <T>(call: HostCall, signal?: AbortSignal) => Promise<T>;

function remoteFiles(ask: Ask, fromPath: string): FileAccess {
  return {
    open: async (path, signal): Promise<OpenFile> => {
      const { file, header } = await ask<OpenedFile>({ method: "open", path, fromPath }, signal);
      return { header, content: contentOf(ask, file, signal) };
    },
    create: async (path, options, signal) => {
      const file = await ask<number>({ method: "create", path, fromPath, options }, signal);
      return {
        write: (chunk) => ask<void>({ method: "write", file, chunk }, signal),
        commit: () => ask<CommittedFile>({ method: "commit", file }),
        discard: () => ask<void>({ method: "discard", file }),
      };
    },
    list: (path, signal) => ask<readonly FileEntry[]>({ method: "list", path, fromPath }, signal),
    identify: (path, signal) => ask<string>({ method: "identify", path, fromPath }, signal),
    remove: (path, signal) => ask<boolean>({ method: "remove", path, fromPath }, signal),
  };
}

/** Asks for the next chunk while the present one is worked on. */
async function* contentOf(ask: Ask, file: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const read = (): Promise<Uint8Array | undefined> => {
    const chunk = ask<Uint8Array | undefined>({ method: "read", file }, signal);
    chunk.catch(() => undefined);
    return chunk;
  };
  try {
    let next = read();
    for (let chunk = await next; chunk !== undefined; chunk = await next) {
      next = read();
      yield chunk;
    }
  } finally {
    await ask<void>({ method: "close", file });
  }
}
