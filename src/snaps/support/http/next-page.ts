import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { describeValue } from "../describe-value.ts";
import type { HttpSpec } from "./http-message.ts";
import { headersFor } from "./redirects.ts";
import { requestHeaders } from "./request-headers.ts";
import { overQuery, withQuery, type Pair, type QueryOptions } from "./request-url.ts";

/** How the next page is found in an answer; `$` is the output document of the page before. */
export interface PageRules {
  readonly hasNext: ((answer: Value) => Value) | undefined;
  readonly nextUrl: (answer: Value) => Value;
  readonly overrideUri: (answer: Value) => Value;
  readonly overrideHeaders: (answer: Value) => readonly Pair[];
  readonly overrideParams: (answer: Value) => readonly Pair[];
  /** Sends the parameters of the first request along with a next URL too. */
  readonly reuseParams: boolean;
  readonly intervalMs: number;
  /** 0 when there may be any number. */
  readonly pagesMax: number;
}

export interface PageWorld {
  readonly readUrl: (text: string) => URL;
  readonly query: QueryOptions;
  readonly params: readonly Pair[];
  readonly warn: (message: string) => void;
}

/** The request for the page after `answer`, which came from `url`; undefined when that was the last. */
export function nextPage(
  spec: HttpSpec,
  url: URL,
  answer: Document,
  rules: PageRules,
  world: PageWorld,
): HttpSpec | undefined {
  if (rules.hasNext !== undefined && !isTrue(rules.hasNext(answer))) return undefined;
  const target = urlText(rules.nextUrl(answer)) ?? urlText(rules.overrideUri(answer));
  const params = rules.overrideParams(answer);
  const headers = rules.overrideHeaders(answer);
  if (target === undefined && params.length === 0 && headers.length === 0) {
    if (rules.hasNext === undefined) return undefined;
    throw sameAgain(spec, "`hasNext` holds, but `nextUrl` has no value and nothing overrides.");
  }
  let next = target === undefined ? spec.url : targetOf(target, url, world);
  if (target !== undefined && rules.reuseParams) next = overQuery(next, world.params, world.query);
  if (params.length > 0)
    next =
      target === undefined || rules.reuseParams
        ? overQuery(next, params, world.query)
        : withQuery(next, params, world.query);
  const replaced = requestHeaders(headers, world.warn);
  const names = new Set(replaced.map(([name]) => name.toLowerCase()));
  const kept = headersFor(spec, next).filter(([name]) => !names.has(name.toLowerCase()));
  if (
    next.href === spec.url.href &&
    JSON.stringify([...kept, ...replaced]) === JSON.stringify(spec.headers)
  )
    throw sameAgain(spec, "The request for the next page is the one that was just sent.");
  return { ...spec, url: next, headers: [...kept, ...replaced] };
}

function targetOf(text: string, base: URL, { readUrl }: PageWorld): URL {
  const url = URL.parse(text, base.href);
  return readUrl(url?.href ?? text);
}

/** Text that is a URL or a part of one; flags, which some exports have here, are none. */
function urlText(value: Value): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text === "" || text === "true" || text === "false" ? undefined : text;
}

function isTrue(value: Value): boolean {
  if (typeof value === "boolean") return value;
  if (value === null || value === "" || value === "false") return false;
  if (value === "true") return true;
  throw new SnapFailure(
    "`hasNext` is neither true nor false",
    `Expected a condition, as in $entity.next != null; found ${describeValue(value)}.`,
    "Compare the value in `hasNext`, so that it is true or false.",
  );
}

function sameAgain(spec: HttpSpec, why: string): SnapFailure {
  return new SnapFailure(
    "The next page would be the same again",
    `${why} It was ${spec.method} ${spec.url.origin}${spec.url.pathname}.`,
    "Make `hasNext` false after the last page, and have `nextUrl` or a parameter name the next one.",
  );
}

export function tooManyPages(pagesMax: number): SnapFailure {
  return new SnapFailure(
    "There are too many pages",
    `Expected at most ${pagesMax} (httpPagesMax); \`hasNext\` still holds after them.`,
    "Check `hasNext`, or split the work over several documents.",
  );
}
