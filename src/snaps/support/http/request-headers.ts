import type { HttpHeader } from "../../../engine/egress/egress.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { type Pair, valuesOf } from "./request-url.ts";

/** Headers that say how the message itself is sent, and are made where it is. */
const ownHeaders: ReadonlySet<string> = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "upgrade",
  "te",
  "trailer",
  "expect",
  "proxy-authorization",
]);

/** Headers of a request from names and values. A value that would end its line, and start another, is refused. */
export function requestHeaders(pairs: readonly Pair[], warn: (message: string) => void) {
  const headers: HttpHeader[] = [];
  for (const [written, value] of pairs) {
    const name = written.trim();
    if (name === "") continue;
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw badName(name);
    if (ownHeaders.has(name.toLowerCase())) {
      warn(`The header "${name}" is left out: it is made when the request is sent.`);
      continue;
    }
    for (const text of valuesOf(value)) headers.push([name, headerValue(name, text)]);
  }
  return headers;
}

/** Text that stays inside its header; beyond ASCII it is sent as UTF-8. */
export function headerValue(name: string, text: string): string {
  const value = text.trim();
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
    throw new SnapFailure(
      `The header "${name}" cannot have this value`,
      "Expected one line; found a line break or another control character in it.",
      "Take it out of the value, or encode the value with encodeURIComponent.",
    );
  }
  return Buffer.from(value, "utf8").toString("latin1");
}

function badName(name: string): SnapFailure {
  return new SnapFailure(
    `${JSON.stringify(name)} is not the name of a header`,
    "Expected letters, digits and hyphens, as in X-Request-Id.",
    "Correct the name in the table of headers.",
  );
}
