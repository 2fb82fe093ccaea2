import { makeKeyFile, readKeyFile } from "./key-file.ts";
import type { MasterKey } from "./master-key.ts";
import { open, seal } from "./seal.ts";

/** The secret of a data directory, kept beside the rows and not in them. Processes that share rows share it. */
export interface ServerKey {
  /** Encrypts a text so that only this key opens it, and only under the same label. */
  seal(label: string, text: string): Promise<string>;
  /** The text; nothing when it was sealed otherwise or altered. */
  open(label: string, sealed: string): Promise<string | undefined>;
}

/**
 * The operator's key, or else the one in `server.key` of the data directory, read when it is first needed and made when
 * it is not there. What does not open with it is tried with the key as the file has it now: another process may have
 * put a new one there.
 */
export function serverKeyIn(dataDirectory: string, operatorKey?: MasterKey): ServerKey {
  let loaded: Promise<MasterKey> | undefined;
  const load = (): Promise<MasterKey> => {
    loaded ??= presentKey(dataDirectory, operatorKey).catch((failure: unknown) => {
      loaded = undefined;
      throw failure;
    });
    return loaded;
  };
  return {
    seal: async (label, text) => {
      loaded = undefined;
      return seal((await load()).secret, label, text);
    },
    async open(label, sealed) {
      const key = await load();
      const text = open(key.secret, label, sealed);
      if (text !== undefined) return text;
      const now = await readKeyFile(dataDirectory).catch(() => undefined);
      if (now === undefined || now.id === key.id) return undefined;
      if (operatorKey === undefined) loaded = undefined;
      return open(now.secret, label, sealed);
    },
  };
}

/** The key that seals now; made when there is none. */
export async function presentKey(
  dataDirectory: string,
  operatorKey?: MasterKey,
): Promise<MasterKey> {
  if (operatorKey !== undefined) return operatorKey;
  return (await readKeyFile(dataDirectory)) ?? (await makeKeyFile(dataDirectory));
}
