import { Refusal } from "../../base/errors.ts";
import { hasControls, hostOf } from "./read-host.ts";

/** Reads the URL of an HTTP request, and refuses what two readers could understand differently. */
export function readHttpUrl(text: string): URL {
  const written = text.trim();
  if (written === "") throw badUrl(text, "found nothing");
  const authority = /^[a-z][a-z0-9+.-]*:\/*([^/?#]*)/i.exec(written)?.[1] ?? "";
  if (/[\r\n\t\0]/.test(written)) throw badUrl(text, "found a line break, a tab or a NUL in it");
  if (hasControls(authority)) throw badUrl(text, "found a blank or control character in the host");
  if (written.includes("\\")) throw badUrl(text, "found a backslash in it");
  if (!/^https?:\/\/[^/]/i.test(written))
    throw badUrl(text, "found something else in front of the host");
  const url = URL.parse(written);
  if (url === null) throw badUrl(text, "found a host or a port that cannot be one");
  if (authority.includes("@")) {
    throw new Refusal(
      "invalid-argument",
      "The URL names who logs in",
      "Expected a URL without a user and a password; found an @ in front of the host.",
      "Bind an account to the Snap, or send the header Authorization.",
    );
  }
  if (/%/.test(authority)) throw badUrl(text, "found a percent sign in the host");
  hostOf(url.hostname, written);
  url.hash = "";
  return url;
}

function badUrl(text: string, found: string): Refusal {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return new Refusal(
    "invalid-argument",
    `${JSON.stringify(shown)} is not a URL that can be requested`,
    `Expected http:// or https:// with a host, as in https://api.example.com/orders; ${found}.`,
    "Correct the URL; `encodeURIComponent` writes a value into a path, and query parameters have a setting of their own.",
  );
}
