import { sleep } from "../../../base/abort.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { EgressAnswer, EgressRequest, HttpHeader } from "../../../engine/egress/egress.ts";
import type { SnapContext } from "../../../engine/snap-context.ts";
import type { Login } from "./authorize.ts";
import type { CookieJar } from "./cookie-jar.ts";
import { acceptedEncodings } from "./decode-content.ts";
import { headerOf, type HttpSpec } from "./http-message.ts";
import { redirected, tooManyRedirects } from "./redirects.ts";
import { mayRepeat, retryAfterMs, type RetryPolicy } from "./retry-policy.ts";

/** How a Snap sends, the same for all its requests. */
export interface SendOptions {
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  readonly trustAllCertificates: boolean;
  /** 0 when redirects are answers like others. */
  readonly redirectsMax: number;
  readonly retry: RetryPolicy;
  readonly cookies: CookieJar | undefined;
}

export interface Received {
  readonly answer: EgressAnswer;
  /** Where it came from in the end. */
  readonly url: URL;
}

type World = Pick<SnapContext<unknown>, "egress" | "signal" | "clock" | "limits">;

/** Sends, follows redirects and tries again; `take` reads the answer and counts as a part of the attempt. */
export async function send<T>(
  spec: HttpSpec,
  login: Login,
  options: SendOptions,
  world: World,
  take: (received: Received) => Promise<T>,
): Promise<T> {
  const { retry } = options;
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt >= retry.retriesMax;
    let waitMs = retry.intervalMs;
    try {
      const received = await follow(spec, login, options, world);
      const { answer } = received;
      const asked = retry.usesRetryAfter ? retryAfterMs(answer, world.clock.now()) : undefined;
      const tooLong = (asked ?? 0) > world.limits.httpRetryAfterMsMax;
      if (isLast || tooLong || !retry.retries(answer)) return await take(received);
      answer.discard();
      waitMs = asked ?? waitMs;
    } catch (failure) {
      if (isLast || !mayRepeat(failure, spec.method)) throw failure;
    }
    await sleep(waitMs, world.signal);
  }
}

async function follow(
  first: HttpSpec,
  login: Login,
  options: SendOptions,
  world: World,
): Promise<Received> {
  let spec = first;
  for (let hops = 0; ; hops++) {
    const atHome = spec.url.origin === first.url.origin;
    const answer = await loggedIn(spec, atHome ? login : undefined, options, world);
    if (options.redirectsMax === 0) return { answer, url: spec.url };
    let next: HttpSpec | undefined;
    try {
      next = redirected(spec, answer, (text) => world.egress.readUrl(text));
    } catch (failure) {
      answer.discard();
      throw failure;
    }
    if (next === undefined) return { answer, url: spec.url };
    answer.discard();
    if (hops >= options.redirectsMax) throw tooManyRedirects(options.redirectsMax, next.url);
    spec = next;
  }
}

/** Sends with the headers of the account; when these are refused, once more with newer ones. */
async function loggedIn(
  spec: HttpSpec,
  login: Login | undefined,
  options: SendOptions,
  world: World,
): Promise<EgressAnswer> {
  const headers = (await login?.headers()) ?? [];
  const answer = await exchange(spec, headers, options, world);
  if (answer.status !== 401 || login === undefined) return answer;
  const renewed = await login.renewed(headers).catch((failure: unknown) => {
    answer.discard();
    throw failure;
  });
  if (renewed === undefined) return answer;
  answer.discard();
  return await exchange(spec, renewed, options, world);
}

async function exchange(
  spec: HttpSpec,
  accountHeaders: readonly HttpHeader[],
  options: SendOptions,
  { egress, signal }: World,
): Promise<EgressAnswer> {
  const { body, method, url } = spec;
  const ofAccount = new Set(accountHeaders.map(([name]) => name.toLowerCase()));
  const headers = [
    ...spec.headers.filter(([name]) => !ofAccount.has(name.toLowerCase())),
    ...accountHeaders,
  ];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && headerOf(headers, name) === undefined) headers.push([name, value]);
  };
  add("accept", "*/*");
  add("accept-encoding", acceptedEncodings);
  add("user-agent", "Slipway");
  add("cookie", options.cookies?.headerFor(url));
  add("content-type", body?.contentType);
  const request: EgressRequest = {
    method,
    url,
    headers,
    signal,
    connectTimeoutMs: options.connectTimeoutMs,
    readTimeoutMs: options.readTimeoutMs,
    trustAllCertificates: options.trustAllCertificates,
  };
  const content = await body?.open();
  const answer = await egress.request(
    content === undefined ? request : { ...request, body: content },
  );
  options.cookies?.take(
    answer.headers.flatMap(([name, value]) => (name.toLowerCase() === "set-cookie" ? [value] : [])),
    url,
  );
  return answer;
}

/** The failure of an answer with a status that says so. */
export function statusFailure(
  { status, statusText }: EgressAnswer,
  spec: Pick<HttpSpec, "method" | "url">,
  extra: ConstructorParameters<typeof SnapFailure>[3],
): SnapFailure {
  const line = `${status} ${statusText}`.trim();
  return new SnapFailure(
    `The server answered ${line}`,
    `${spec.method} ${spec.url.origin}${spec.url.pathname} expected a status from 200 to 299; found ${line}.`,
    resolutionFor(status),
    { status_code: status, reason_phrase: statusText, ...extra },
  );
}

function resolutionFor(status: number): string {
  if (status === 401) return "Bind an account that the server knows, or renew it.";
  if (status === 403) return "Have the account permitted what the request asks for.";
  if (status === 404) return "Check the URL.";
  if (status === 429) return "Send fewer requests, or allow more retries with a longer interval.";
  if (status >= 500) return "Try again later, or ask whoever runs the server.";
  return "See `error_entity`, the answer of the server, and correct the request.";
}
