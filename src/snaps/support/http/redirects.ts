import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { EgressAnswer, HttpHeader } from "../../../engine/egress/egress.ts";
import { headerOf, type HttpSpec } from "./http-message.ts";

const credentials: ReadonlySet<string> = new Set(["authorization", "cookie"]);
const ofBody = /^content-/i;

/** The request that a redirect leads to; undefined when the answer is none. Whether it may be sent is looked at when it is. */
export function redirected(
  spec: HttpSpec,
  answer: EgressAnswer,
  readUrl: (text: string) => URL,
): HttpSpec | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  const location = headerOf(answer.headers, "location");
  if (location === undefined) return undefined;
  const target = URL.parse(location.trim(), spec.url.href);
  if (target === null) {
    throw new SnapFailure(
      "The redirect leads nowhere",
      `Expected a URL in the header Location; found ${JSON.stringify(location.slice(0, 200))}.`,
      "Ask whoever runs the server, or turn `followRedirection` off.",
      { status_code: answer.status },
    );
  }
  const url = readUrl(target.href);
  const asGet =
    (answer.status === 303 && spec.method !== "HEAD") ||
    ([301, 302].includes(answer.status) && spec.method === "POST");
  return {
    method: asGet ? "GET" : spec.method,
    url,
    headers: headersFor(spec, url).filter(([name]) => !asGet || !ofBody.test(name)),
    body: asGet ? undefined : spec.body,
  };
}

/** The headers of a request for another URL: who logs in stays with the server it was meant for. */
export function headersFor(spec: HttpSpec, url: URL): readonly HttpHeader[] {
  if (url.origin === spec.url.origin) return spec.headers;
  return spec.headers.filter(([name]) => !credentials.has(name.toLowerCase()));
}

export function tooManyRedirects(redirectsMax: number, url: URL): SnapFailure {
  return new SnapFailure(
    "The server redirects too often",
    `Expected at most ${redirectsMax} redirects (maxRedirect); the last one led to ${url.origin}.`,
    "Check the URL, or raise `maxRedirect`.",
  );
}
