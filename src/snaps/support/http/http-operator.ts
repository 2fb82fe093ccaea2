import { sleep, throwIfAborted } from "../../../base/abort.ts";
import type { Emission } from "../../../engine/batch.ts";
import { documentsOf } from "../../../engine/operators/items.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import type { Document } from "../../../expr/value.ts";
import { answerDocument, answerHead } from "./answer-document.ts";
import { logins } from "./authorize.ts";
import { type HttpSpec, headerOf } from "./http-message.ts";
import { type Received, send, type SendOptions, statusFailure } from "./http-sender.ts";
import { nextPage, type PageRules, type PageWorld, tooManyPages } from "./next-page.ts";
import { contentOfAnswer, type EntityKind, readEntity, readErrorEntity } from "./read-entity.ts";
import { lookingMethods } from "./request-method.ts";
import { chunks } from "../../../engine/operators/map-batch.ts";

/** What an HTTP Snap makes of its settings. */
export interface HttpOperatorOptions {
  readonly context: Omit<SnapContext<unknown>, "settings">;
  /** Documents that are sent together; 1 when absent. */
  readonly groupSize?: number;
  /** The request for documents, of which there is one unless they are sent together, and what its next pages are made with. */
  readonly requestFor: (
    first: Document,
    group: readonly Document[],
  ) => {
    spec: HttpSpec;
    page: Omit<PageWorld, "readUrl" | "warn">;
  };
  readonly send: SendOptions;
  readonly kind: EntityKind;
  /** An answer that is an error goes to the error behaviour; otherwise it is an answer like others. */
  readonly errorsFail: boolean;
  /** What goes out for an answer. */
  readonly shape: (answer: Document) => readonly Document[];
  readonly pages: PageRules;
  /** Says on the second output view what was asked and answered. */
  readonly debugs?: boolean;
}

/** Sends a request for each document, or one without input, and puts out the answers page by page. */
export function httpOperator(options: HttpOperatorOptions): Operator {
  const { context, send: sending } = options;
  const { egress, keepSecret, limits, outputs, signal, warn } = context;
  const entityOptions = { limits, signal };
  const asBinary = outputs[0]?.type === "binary";
  const debugs = options.debugs === true && outputs[1]?.linked === true;
  const loginFor = logins({ egress, keepSecret, signal, now: () => context.clock.now() });

  async function* pagesOf(group: readonly Document[]): AsyncIterable<Emission> {
    const [document] = group;
    const original = group.length > 1 ? [...group] : document;
    const { spec: first, page } = options.requestFor(document ?? {}, group);
    if (context.mode === "preview" && !lookingMethods.has(first.method)) {
      warn(`${first.method} requests are not sent in a validation.`);
      return;
    }
    const login = loginFor(await context.account(document));
    const anonymous = loginFor(undefined);
    const world: PageWorld = { ...page, readUrl: (text) => egress.readUrl(text), warn };
    let spec: HttpSpec | undefined = first;
    for (let count = 1; spec !== undefined; count++) {
      throwIfAborted(signal);
      const current: HttpSpec = spec;
      const mine = current.url.origin === first.url.origin ? login : anonymous;
      const taken = await send(current, mine, sending, context, (received) =>
        take(current, received, original),
      );
      if (debugs) yield { view: 1, items: [debugDocument(current, taken.document)] };
      if (asBinary) {
        const content = contentOfAnswer(taken.received.answer, entityOptions);
        yield { view: 0, items: [{ header: binaryHeader(taken), content }] };
      } else {
        for (const items of chunks(options.shape(taken.document), limits.batchSizeMax))
          yield { view: 0, items };
      }
      const { pagesMax } = options.pages;
      if (pagesMax > 0 && count >= pagesMax) return;
      spec = nextPage(current, taken.received.url, taken.document, options.pages, world);
      if (spec !== undefined && count >= limits.httpPagesMax)
        throw tooManyPages(limits.httpPagesMax);
      if (spec !== undefined && options.pages.intervalMs > 0)
        await sleep(options.pages.intervalMs, signal);
    }
  }

  async function take(
    spec: HttpSpec,
    received: Received,
    original: Document | Document[] | undefined,
  ): Promise<{ readonly received: Received; readonly document: Document }> {
    const { answer } = received;
    const isError = answer.status >= 400 || (answer.status >= 300 && sending.redirectsMax > 0);
    if (isError && options.errorsFail) {
      const error_entity = await readErrorEntity(answer, entityOptions);
      throw statusFailure(answer, spec, { error_entity, ...answerHead(answer) });
    }
    const isEmpty = spec.method === "HEAD" || answer.status === 204 || answer.status === 304;
    if (isEmpty) answer.discard();
    const entity =
      asBinary || isEmpty
        ? null
        : isError
          ? await readErrorEntity(answer, entityOptions)
          : await readEntity(answer, options.kind, entityOptions);
    const document = answerDocument(answer, entity, original);
    const { cookies } = sending;
    return {
      received,
      document: cookies?.isListed === true ? { ...document, cookies: cookies.list() } : document,
    };
  }

  async function* guarded(group: readonly Document[]): AsyncIterable<Emission> {
    try {
      yield* pagesOf(group);
    } catch (failure) {
      throwIfAborted(signal);
      for (const document of group.length === 0 ? [{}] : group) context.reject(document, failure);
    }
  }

  return async function* sent({ inputs: [input] }): AsyncIterable<Emission> {
    if (input === undefined) {
      yield* guarded([]);
      return;
    }
    const { groupSize = 1 } = options;
    let group: Document[] = [];
    for await (const batch of documentsOf(input)) {
      for (const document of batch) {
        group.push(document);
        if (group.length < groupSize) continue;
        const full = group;
        group = [];
        yield* guarded(full);
      }
    }
    if (group.length > 0) yield* guarded(group);
  };
}

function binaryHeader({
  received,
  document,
}: {
  received: Received;
  document: Document;
}): Document {
  const { answer, url } = received;
  const encoded = headerOf(answer.headers, "content-encoding") !== undefined;
  const length = headerOf(answer.headers, "content-length");
  const { statusLine = null, headers = null, original = null } = document;
  return {
    "content-location": `${url.origin}${url.pathname}`,
    "content-type": headerOf(answer.headers, "content-type") ?? "application/octet-stream",
    ...(length === undefined || encoded ? {} : { "content-length": length }),
    statusLine,
    headers,
    ...(original === null ? {} : { original }),
  };
}

/** What was asked and answered, without what logs in. */
function debugDocument({ method, url, headers }: HttpSpec, answer: Document): Document {
  const { statusLine = null, headers: answered = null } = answer;
  const shown = headers.filter(([name]) => !/^(authorization|cookie)$/i.test(name));
  return {
    request: { method, uri: url.href, headers: Object.fromEntries(shown) },
    response: { statusLine, headers: answered },
  };
}
