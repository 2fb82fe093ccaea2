import { Refusal } from "../../../../base/errors.ts";

/** What servers say no with, in the words that all schemes share. */
export function noSuchFile(path: string): Refusal {
  return new Refusal(
    "not-found",
    `There is no file ${quoted(path)}`,
    "Expected a file, in a directory that is there; the server has none of that name.",
    "Check the path and its case.",
  );
}

export function alreadyExists(path: string): Refusal {
  return new Refusal(
    "already-exists",
    `The file ${quoted(path)} already exists`,
    "With the file action ERROR, expected no file at the path.",
    "Choose the file action OVERWRITE or IGNORE, or another name.",
  );
}

export function loginRefused(target: string): Refusal {
  return new Refusal(
    "not-permitted",
    `The login to "${target}" was refused`,
    "The server took neither this user nor another way to log in that the account offers.",
    "Test the account of the Snap; a password may have changed, or a key have expired.",
  );
}

export function accountNeeded(path: string, what: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `${quoted(path)} needs an account`,
    `Expected an account of the type ${what} bound to the Snap.`,
    "Create one with `slipway account create`, and name it in the account settings of the Snap.",
  );
}

export function notAllowedThere(path: string): Refusal {
  return new Refusal(
    "not-permitted",
    `The server does not let this user do that with ${quoted(path)}`,
    "It answered that permission is denied.",
    "Use an account that may, or have the rights of the file changed on the server.",
  );
}

/** The server said no for a reason of its own: a full disk, a quota, a name that it does not take. */
export function serverRefused(path: string, answer: string): Refusal {
  return new Refusal(
    "bad-gateway",
    `The server refused to work on ${quoted(path)}`,
    `It answered ${answer}.`,
    "See whether its disk is full or the directory is missing, and what its log says.",
  );
}

export function brokeOff(path: string): Refusal {
  return new Refusal(
    "unavailable",
    `The server broke off in the middle of ${quoted(path)}`,
    "The connection ended before the file did; what came of it is not whole.",
    "Run it again.",
  );
}

export function tooManyEntries(path: string, entriesMax: number): Refusal {
  return new Refusal(
    "too-large",
    `There is too much in ${quoted(path)}`,
    `Expected at most ${entriesMax} files and directories (remoteEntriesMax); found more.`,
    "List a directory below it, or a longer prefix.",
  );
}

export function quoted(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
}
