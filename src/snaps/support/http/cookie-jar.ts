import type { Document } from "../../../expr/value.ts";

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly expiresMs: number;
}

/** Cookies of one jar, and of one host; the oldest give way. */
const cookiesMax = 300;
const cookieLengthMax = 4_096;

/** The cookies that servers gave one Snap, for as long as the run lasts. */
export class CookieJar {
  #cookies: Cookie[] = [];
  readonly #now: () => number;

  /** Whether the output shows them. */
  readonly isListed: boolean;

  constructor(now: () => number, isListed: boolean) {
    this.#now = now;
    this.isListed = isListed;
  }

  /** Takes the `set-cookie` lines of an answer from `url`. */
  take(lines: readonly string[], url: URL): void {
    for (const line of lines) {
      const cookie = line.length > cookieLengthMax ? undefined : readCookie(line, url, this.#now());
      if (cookie === undefined) continue;
      this.#cookies = this.#cookies.filter(
        ({ name, domain, path }) =>
          name !== cookie.name || domain !== cookie.domain || path !== cookie.path,
      );
      if (cookie.expiresMs > this.#now()) this.#cookies.push(cookie);
      if (this.#cookies.length > cookiesMax) this.#cookies.shift();
    }
  }

  /** The `cookie` header for a request; undefined when there is nothing to send. */
  headerFor(url: URL): string | undefined {
    const fitting = this.#cookies
      .filter((cookie) => cookie.expiresMs > this.#now() && goesTo(cookie, url))
      .toSorted((a, b) => b.path.length - a.path.length);
    if (fitting.length === 0) return undefined;
    return fitting.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  /** The cookies as documents, for the output. */
  list(): Document[] {
    return this.#cookies.map(({ name, value, domain, path, secure }) => ({
      name,
      value,
      domain,
      path,
      secure,
    }));
  }
}

function readCookie(line: string, url: URL, now: number): Cookie | undefined {
  const [pair = "", ...attributes] = line.split(";");
  const at = pair.indexOf("=");
  const name = pair.slice(0, at).trim();
  if (at <= 0 || name === "") return undefined;
  const values = new Map(
    attributes.map((attribute): [string, string] => {
      const [key = "", ...rest] = attribute.split("=");
      return [key.trim().toLowerCase(), rest.join("=").trim()];
    }),
  );
  const domain = (values.get("domain") ?? "").replace(/^\./, "").toLowerCase();
  // A name without a dot, such as `com`, would hand the cookie to every host below it.
  const wide = domain !== "" && domain !== url.hostname;
  if (wide && (!domain.includes(".") || !url.hostname.endsWith(`.${domain}`))) return undefined;
  const path = values.get("path");
  return {
    name,
    value: pair.slice(at + 1).trim(),
    domain: wide ? domain : url.hostname,
    hostOnly: !wide,
    path: path?.startsWith("/") === true ? path : directoryOf(url.pathname),
    secure: values.has("secure"),
    expiresMs: expiryOf(values, now),
  };
}

function expiryOf(values: ReadonlyMap<string, string>, now: number): number {
  const age = values.get("max-age");
  if (age !== undefined && /^-?\d+$/.test(age)) return now + Number(age) * 1000;
  const expires = Date.parse(values.get("expires") ?? "");
  return Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires;
}

function goesTo({ domain, hostOnly, path, secure }: Cookie, url: URL): boolean {
  if (secure && url.protocol !== "https:") return false;
  if (url.hostname !== domain && (hostOnly || !url.hostname.endsWith(`.${domain}`))) return false;
  const prefix = path.endsWith("/") ? path : `${path}/`;
  return url.pathname === path || `${url.pathname}/`.startsWith(prefix);
}

function directoryOf(pathname: string): string {
  const end = pathname.lastIndexOf("/");
  return end <= 0 ? "/" : pathname.slice(0, end);
}
