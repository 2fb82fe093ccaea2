import { type ClientRequest, type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { asError, throwIfAborted } from "../../base/abort.ts";
import { answerBody } from "./answer-body.ts";
import { codeOf, connectionFailure, tooLate } from "./connection-failure.ts";
import type { EgressAnswer, EgressRequest, HttpHeader } from "./egress.ts";
import { type Connect, PlainAgent, SecureAgent } from "./http-agents.ts";
import { sendBody } from "./send-body.ts";
import { within } from "./within.ts";

const readTimeoutMsDefault = 900_000;
/** Bytes of all headers of an answer. */
const headerBytesMax = 64 * 1024;
const madeHere: ReadonlySet<string> = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "upgrade",
  "te",
  "trailer",
  "proxy-authorization",
]);
const repeatable: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** HTTP over connections that the guard makes, kept alive between requests of a run. */
export class HttpClient {
  readonly #connect: Connect;
  readonly #connectTimeoutMs: number;
  readonly #agents = new Map<string, PlainAgent | SecureAgent>();
  readonly #closing = new AbortController();

  constructor(connect: Connect, connectTimeoutMs: number) {
    this.#connect = connect;
    this.#connectTimeoutMs = connectTimeoutMs;
  }

  dispose(): void {
    this.#closing.abort(new Error("the run is over"));
    for (const agent of this.#agents.values()) agent.destroy();
  }

  /** A kept connection may have been closed meanwhile: what can be repeated is then sent on a new one. */
  async request(request: EgressRequest): Promise<EgressAnswer> {
    const once = await this.#exchange(request);
    if (once.kind === "answer") return once.answer;
    const again = await this.#exchange(request);
    if (again.kind === "answer") return again.answer;
    throw again.failure;
  }

  async #exchange(
    request: EgressRequest,
  ): Promise<
    | { readonly kind: "answer"; readonly answer: EgressAnswer }
    | { readonly kind: "stale"; readonly failure: Error }
  > {
    const { signal, url, body, readTimeoutMs = readTimeoutMsDefault } = request;
    throwIfAborted(signal);
    const target = url.host;
    const outgoing = this.#open(request);
    const late = () => tooLate(target, "The answer", readTimeoutMs, true);
    const failed = Promise.withResolvers<never>();
    outgoing.on("error", failed.reject);
    failed.promise.catch(() => undefined);
    const answered = new Promise<IncomingMessage>((resolve) => outgoing.once("response", resolve));
    const abort = (): void => void outgoing.destroy(asError(signal.reason));
    signal.addEventListener("abort", abort, { once: true });
    outgoing.once("close", () => {
      signal.removeEventListener("abort", abort);
      failed.reject(Object.assign(new Error("closed without an answer"), { code: "ECONNRESET" }));
    });
    try {
      const sent = sendBody(outgoing, body, readTimeoutMs, target);
      sent.catch(failed.reject);
      await Promise.race([sent, answered, failed.promise]);
      const incoming = await within(
        Promise.race([answered, failed.promise]),
        readTimeoutMs,
        signal,
        late,
      );
      return {
        kind: "answer",
        answer: {
          status: incoming.statusCode ?? 0,
          statusText: incoming.statusMessage ?? "",
          protocol: `HTTP/${incoming.httpVersion}`,
          headers: headersOf(incoming),
          body: answerBody(incoming, { target, readTimeoutMs, signal }),
          discard: () => {
            incoming.on("error", () => undefined);
            incoming.resume();
            if (!incoming.complete && contentLengthOf(incoming) > 65_536) incoming.destroy();
          },
        },
      };
    } catch (thrown) {
      outgoing.destroy();
      throwIfAborted(signal);
      const failure = connectionFailure(target, thrown, true);
      const broken = ["ECONNRESET", "EPIPE"].includes(codeOf(asError(thrown)));
      if (broken && outgoing.reusedSocket && mayRepeat(request)) return { kind: "stale", failure };
      throw failure;
    }
  }

  #open(request: EgressRequest): ClientRequest {
    const { url, method, headers } = request;
    const secure = url.protocol === "https:";
    const outgoing = (secure ? requestSecure : requestPlain)({
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method,
      agent: this.#agent(request, secure),
      maxHeaderSize: headerBytesMax,
      setDefaultHeaders: true,
    });
    outgoing.setHeader("Host", url.host);
    for (const [name, values] of grouped(headers)) outgoing.setHeader(name, values);
    return outgoing;
  }

  #agent(request: EgressRequest, secure: boolean): PlainAgent | SecureAgent {
    const timeoutMs = request.connectTimeoutMs ?? this.#connectTimeoutMs;
    const trustAll = request.trustAllCertificates === true;
    const key = `${secure} ${trustAll} ${timeoutMs}`;
    const known = this.#agents.get(key);
    if (known !== undefined) return known;
    const open = (host: string, port: number) =>
      this.#connect(host, port, this.#closing.signal, { timeoutMs });
    const agent = secure ? new SecureAgent(open, { trustAll, timeoutMs }) : new PlainAgent(open);
    this.#agents.set(key, agent);
    return agent;
  }
}

/** Values by name, as the first of them spells it. */
function grouped(headers: readonly HttpHeader[]): Iterable<[string, string | string[]]> {
  const byName = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (madeHere.has(key)) continue;
    const known = byName.get(key);
    if (known === undefined) byName.set(key, { name, values: [value] });
    else known.values.push(value);
  }
  return byName
    .values()
    .map(({ name, values }): [string, string | string[]] => [
      name,
      values.length === 1 ? (values[0] ?? "") : values,
    ]);
}

function headersOf({ rawHeaders }: IncomingMessage): readonly HttpHeader[] {
  const headers: HttpHeader[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    headers.push([rawHeaders[at] ?? "", rawHeaders[at + 1] ?? ""]);
  return headers;
}

function contentLengthOf({ headers }: IncomingMessage): number {
  const length = headers["content-length"];
  return length === undefined ? Number.POSITIVE_INFINITY : Number(length);
}

function mayRepeat({ method, body }: EgressRequest): boolean {
  return repeatable.has(method) && (body === undefined || body instanceof Uint8Array);
}
