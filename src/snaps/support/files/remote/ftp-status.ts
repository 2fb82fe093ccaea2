import { FTPError } from "basic-ftp";
import { alreadyExists, noSuchFile, notAllowedThere, serverRefused } from "./remote-refusals.ts";

/** What a server answered, as a refusal; anything else as it is. */
export function ftpAnswer(path: string, failure: unknown): unknown {
  if (!(failure instanceof FTPError)) return failure;
  switch (failure.code) {
    case 550:
      return noSuchFile(path);
    case 521:
      return alreadyExists(path);
    case 532:
    case 553:
      return notAllowedThere(path);
    case 452:
    case 552:
      return serverRefused(path, `that there is no room (${failure.code})`);
    default:
      return serverRefused(path, String(failure.code));
  }
}

/** The server has no such file, or does not say that it has. */
export function isMissing(failure: unknown): boolean {
  return failure instanceof FTPError && failure.code === 550;
}

/** The server does not know the command. */
export function isUnknownCommand(failure: unknown): boolean {
  return failure instanceof FTPError && [500, 501, 502, 504].includes(failure.code);
}
