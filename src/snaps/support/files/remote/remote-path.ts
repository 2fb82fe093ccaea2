import { Refusal } from "../../../../base/errors.ts";

export type RemoteScheme = "http" | "https" | "sftp" | "ftp" | "ftps" | "s3";

/** A file or directory of another machine, as a pipeline writes it. */
export interface RemotePath {
  readonly scheme: RemoteScheme;
  /** As it was written. */
  readonly text: string;
  /** Name or address; "" where the scheme knows none, as in `s3:///bucket/key`. */
  readonly host: string;
  readonly port: number | undefined;
  /** Begins with a slash; `/` alone is the top. Taken as it is written, nothing is decoded. */
  readonly path: string;
}

const schemes: readonly RemoteScheme[] = ["http", "https", "sftp", "ftp", "ftps", "s3"];

/**
 * Reads a path that leads to another machine; undefined for every other path, which the store of the run judges. What
 * two readers could understand differently is refused, in every spelling: `..`, encoded slashes, NUL, line breaks.
 */
export function readRemotePath(text: string): RemotePath | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  const known = schemes.find((one) => one === scheme);
  if (known === undefined || scheme === undefined) return undefined;
  const rest = text.slice(scheme.length + 1);
  if (known === "http" || known === "https") {
    return { scheme: known, text, host: "", port: undefined, path: "" };
  }
  const parts = /^\/\/([^/]*)(\/.*)?$/s.exec(rest);
  if (parts === null) throw badPath(text, "found no // behind the scheme");
  const [, authority = "", path = "/"] = parts;
  if (authority.includes("@")) throw namesLogin(text);
  const problem = problemOf(path);
  if (problem !== undefined) throw badPath(text, `found ${problem}`);
  const at = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(authority);
  const port = at?.[2] === undefined ? undefined : Number(at[2]);
  if (at === null || port === 0 || (port !== undefined && port > 65_535)) {
    throw badPath(text, "found a host or a port that cannot be one");
  }
  const host = at[1] ?? "";
  if (host === "" && known !== "s3") throw badPath(text, "found no host");
  return { scheme: known, text, host, port, path: path.replaceAll(/\/{2,}/g, "/") };
}

/** What is wrong with a path behind the host; undefined when nothing is. */
export function problemOf(path: string): string | undefined {
  if (hasControls(path)) return "a line break, a NUL or another control character";
  if (path.includes("\\")) return "a backslash";
  for (const segment of path.split("/")) {
    for (const spelling of spellingsOf(segment)) {
      if (spelling === "." || spelling === "..") return `the segment ${JSON.stringify(segment)}`;
      if (spelling !== segment && (/[/\\]/.test(spelling) || hasControls(spelling)))
        return `an encoded slash or control character in ${JSON.stringify(segment)}`;
    }
  }
  return undefined;
}

/** The segment, and what it is when it is decoded once and twice. */
function spellingsOf(segment: string): readonly string[] {
  const once = decoded(segment);
  return [segment, once, decoded(once)];
}

/** Percent-decoded byte by byte, so that overlong and broken UTF-8 is seen as what it hides: `%c0%ae` is a dot. */
function decoded(text: string): string {
  return text
    .replaceAll(/%c0%([89ab][0-9a-f])/gi, (_all, hex: string) => lowByte(hex))
    .replaceAll(/%([0-7][0-9a-f])/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

function lowByte(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16) & 0x3f);
}

function hasControls(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text);
}

function badPath(text: string, found: string): Refusal {
  return new Refusal(
    "path-not-allowed",
    `${JSON.stringify(shown(text))} is not a path that can be used`,
    `Expected a scheme, a host and a plain path, as in sftp://files.example.com/in/orders.csv or s3:///bucket/orders.csv; ${found}.`,
    "Write the path plainly. A value of a document that becomes part of it must be the name of a file and nothing else.",
  );
}

function namesLogin(text: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The path names who logs in",
    `Expected a path without a user and a password; found an @ in front of the host of ${JSON.stringify(text.replace(/\/\/[^@/]*@/, "//…@").slice(0, 200))}.`,
    "Bind an account to the Snap.",
  );
}

function shown(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
