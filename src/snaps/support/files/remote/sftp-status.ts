import { Refusal } from "../../../../base/errors.ts";
import { alreadyExists, noSuchFile, notAllowedThere, serverRefused } from "./remote-refusals.ts";

/** Status codes of SFTP, as the drafts of its versions number them. */
const status = {
  endOfFile: 1,
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  unsupported: 8,
  noSuchPath: 10,
  alreadyExists: 11,
  writeProtected: 12,
  noSpace: 14,
  quotaExceeded: 15,
} as const;

const words: Readonly<Record<number, string>> = {
  [status.failure]: "that it failed, without a reason (4)",
  [status.unsupported]: "that it does not know how (8)",
  [status.noSpace]: "that its disk is full (14)",
  [status.quotaExceeded]: "that the quota of the user is used up (15)",
};

/** What a server answered, as a refusal; anything else as it is. */
export function sftpAnswer(path: string, failure: unknown): unknown {
  if (failure instanceof Refusal) return failure;
  const code = statusOf(failure);
  switch (code) {
    case undefined:
      return failure;
    case status.noSuchFile:
    case status.noSuchPath:
      return noSuchFile(path);
    case status.permissionDenied:
    case status.writeProtected:
      return notAllowedThere(path);
    case status.alreadyExists:
      return alreadyExists(path);
    default:
      return serverRefused(path, words[code] ?? `with status ${code}`);
  }
}

export function isEndOfFile(failure: unknown): boolean {
  return statusOf(failure) === status.endOfFile;
}

export function isMissing(failure: unknown): boolean {
  const code = statusOf(failure);
  return code === status.noSuchFile || code === status.noSuchPath;
}

function statusOf(failure: unknown): number | undefined {
  if (!(failure instanceof Error) || !("code" in failure)) return undefined;
  return typeof failure.code === "number" ? failure.code : undefined;
}
