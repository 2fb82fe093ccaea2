import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Refusal } from "../base/errors.ts";
import type { MasterKey } from "../control/secrets/master-key.ts";

/** The operator's key: from the environment, or from the file that the config file names. */
export async function readSecretKey(
  text: string | undefined,
  file: string | undefined,
): Promise<MasterKey | undefined> {
  if (text !== undefined && text !== "") {
    const { readMasterKey } = await import("../control/secrets/master-key.ts");
    return readMasterKey(text, "SLIPWAY_SECRET_KEY");
  }
  return file === undefined ? undefined : await readSecretKeyFile(file);
}

/** A key in a file. */
export async function readSecretKeyFile(file: string): Promise<MasterKey> {
  const text = await readFile(resolve(file), "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new Refusal(
      "not-found",
      `Cannot read the key file "${file}"`,
      "There is no such file, or it may not be read.",
      "Check `secretKeyFile` in the config file, or --old-key-file.",
    );
  }
  const { readMasterKey } = await import("../control/secrets/master-key.ts");
  return readMasterKey(text, `the file "${file}"`);
}
