import {
  defineSnap,
  optional,
  type SnapDefinition,
  type SnapExample,
} from "../../../engine/define-snap.ts";
import { choice } from "../../../engine/settings/choice.ts";
import { expression } from "../../../engine/settings/expression.ts";
import { flag } from "../../../engine/settings/flag.ts";
import { integer } from "../../../engine/settings/integer.ts";
import { text, textPerDocument } from "../../../engine/settings/text.ts";
import { valuePerDocument } from "../../../engine/settings/value.ts";
import type { SnapContext } from "../../../engine/snap-context.ts";
import type { BoundSettings, Settings } from "../../../engine/setting.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { isValueMap } from "../../../expr/path/value-map.ts";
import { httpAccounts } from "./authorize.ts";
import { CookieJar } from "./cookie-jar.ts";
import { entitySetting } from "./entity-setting.ts";
import { headerOf, type HttpBody } from "./http-message.ts";
import { httpOperator } from "./http-operator.ts";
import { keyValueTable } from "./key-value-table.ts";
import { nullSafe } from "./null-safe.ts";
import { rawBody } from "./raw-body.ts";
import type { EntityKind } from "./read-entity.ts";
import { requestHeaders } from "./request-headers.ts";
import { valuesOf, withQuery } from "./request-url.ts";
import { retriedStatuses } from "./retry-policy.ts";

const query = { encoded: false, plus: false };

const shared = {
  serviceUrl: textPerDocument({ help: "URL of the request.", required: true }),
  queryParams: keyValueTable({
    help: "Parameters that are added to the query, encoded.",
    key: "queryParam",
    value: "queryParamValue",
  }),
  header: keyValueTable({
    help: "Headers of the request.",
    key: "headerKey",
    value: "headerValue",
  }),
  rawData: flag({ help: "Leaves the answer the text that it is.", default: false }),
  processArray: flag({
    help: "Puts out a document for each element of an answer that is a list.",
    default: false,
  }),
  hasNext: nullSafe(
    expression({
      help: "Whether there is another page. `$` is the output for the page before; what is not there is null.",
    }),
  ),
  nextUrl: nullSafe(valuePerDocument({ help: "URL of the next page, also relative." })),
  paginationInterval: integer({ help: "Seconds between two pages.", default: 0 }),
  retry: integer({ help: "How often at most a request is sent again.", default: 5, maximum: 100 }),
  retryInterval: integer({ help: "Seconds between two attempts.", default: 3 }),
  retryPolicy: text({
    help: "What is tried again: `Connection errors`, `Server errors` too, or `All errors`.",
    default: "Connection errors",
  }),
  timeout: integer({ help: "Seconds without a byte of the answer.", default: 900, minimum: 1 }),
  connTimeout: integer({ help: "Seconds till the connection stands.", default: 30, minimum: 1 }),
  followRedirects: flag({
    help: "Follows redirects; credentials stay with the server they are for.",
    default: true,
  }),
  trustAllCerts: flag({
    help: "Takes any certificate: whoever stands between can then read and change all.",
    default: false,
  }),
  cookiePolicy: text({
    help: 'Cookies are kept for the run unless it is "IGNORE COOKIES".',
    default: "IGNORE COOKIES",
  }),
  responseEntityType: choice({
    help: "What the body becomes; by its content type with DEFAULT.",
    options: ["DEFAULT", "BINARY", "TEXT"],
    default: "DEFAULT",
  }),
  showAllHeaders: flag({
    help: "Shows each header as the list of its values.",
    default: false,
  }),
  executeDuringPreview: flag({
    help: "Sends in a validation too, if it only looks.",
    default: true,
  }),
};

const ofBody = {
  entity: entitySetting(
    "What is sent: a JSONPath, an expression or text; the document when blank.",
  ),
  mimeType: textPerDocument({ help: "Content type of what is sent, unless a header names it." }),
  batchSize: integer({
    help: "Documents that are sent together, as a list.",
    default: 1,
    minimum: 1,
    maximum: 10_000,
  }),
};

const details =
  "One request for each input document, or one without input. The output is `{statusLine, headers, entity, original}`. JSON is parsed, text is text, anything else bytes; on a binary output view the body is streamed. An answer with a status from 400 is an error: its document has `status_code` and `error_entity`. Values of documents stay values: they are encoded in the query, and one that would break a header is refused. What may be reached is the operator's choice (`egress` in the config file).";

/** Who a REST Snap is; the rest is the same for all of them. */
export interface RestIdentity {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly classId: string;
  readonly version: number;
  readonly name: string;
  readonly label: string;
  readonly summary: string;
  readonly examples: readonly SnapExample[];
}

/** A REST Snap without a body. */
export function defineRest(identity: RestIdentity): SnapDefinition {
  return define(identity, shared, ({ settings, ...context }) =>
    operator(identity.method, settings, context, 1, () => ({ body: undefined })),
  );
}

/** A REST Snap that sends what it is given. */
export function defineRestWithBody(identity: RestIdentity): SnapDefinition {
  return define(identity, { ...shared, ...ofBody }, ({ settings, ...context }) =>
    operator(identity.method, settings, context, settings.batchSize, (group, contentType) => {
      const entities = group.map((document) => settings.entity(document));
      const entity = settings.batchSize > 1 ? entities : (entities[0] ?? null);
      const mimeType = settings.mimeType(group[0] ?? {});
      const body = rawBody(entity, contentType ?? mimeType);
      return { body: mimeType === "" ? body : { ...body, contentType: mimeType } };
    }),
  );
}

function define<const S extends Settings>(
  { method, ...identity }: RestIdentity,
  settings: S,
  run: (context: SnapContext<BoundSettings<S>>) => ReturnType<typeof httpOperator>,
): SnapDefinition {
  return defineSnap({
    ...identity,
    category: method === "GET" ? "read" : "write",
    details,
    views: {
      input: optional("document"),
      output: { min: 0, max: 1, types: ["document", "binary"] },
    },
    settings,
    accounts: httpAccounts,
    restricted: "network",
    effects: method !== "GET",
    run,
  });
}

function operator(
  method: RestIdentity["method"],
  settings: BoundSettings<typeof shared>,
  context: Omit<SnapContext<unknown>, "settings">,
  groupSize: number,
  bodyFor: (
    group: readonly Document[],
    contentType: string | undefined,
  ) => { readonly body: HttpBody | undefined },
) {
  if (context.mode === "preview" && !settings.executeDuringPreview) return silent;
  const kinds = { DEFAULT: "default", BINARY: "binary", TEXT: "text" } as const;
  const kind: EntityKind = settings.rawData ? "text" : kinds[settings.responseEntityType];
  const retries = retriedStatuses(settings.retryPolicy);
  const keepsCookies = !/^(ignore.*)?$/i.test(settings.cookiePolicy.trim());
  return httpOperator({
    context,
    groupSize,
    requestFor: (first, group) => {
      const params = settings.queryParams(first);
      const headers = requestHeaders(settings.header(first), context.warn);
      const url = withQuery(context.egress.readUrl(settings.serviceUrl(first)), params, query);
      const { body } = bodyFor(
        group.length === 0 ? [first] : group,
        headerOf(headers, "content-type"),
      );
      return { spec: { method, url, headers, body }, page: { query, params } };
    },
    send: {
      connectTimeoutMs: settings.connTimeout * 1000,
      readTimeoutMs: settings.timeout * 1000,
      trustAllCertificates: settings.trustAllCerts,
      redirectsMax: settings.followRedirects ? redirectsMax : 0,
      cookies: keepsCookies ? new CookieJar(() => context.clock.now(), false) : undefined,
      retry: {
        retriesMax: settings.retry,
        intervalMs: settings.retryInterval * 1000,
        usesRetryAfter: true,
        retries: ({ status }) => retries(status),
      },
    },
    kind,
    errorsFail: true,
    shape: (answer) => shaped(answer, settings),
    pages: {
      hasNext: settings.hasNext,
      nextUrl: settings.nextUrl,
      overrideUri: () => null,
      overrideHeaders: () => [],
      overrideParams: () => [],
      reuseParams: false,
      intervalMs: settings.paginationInterval * 1000,
      pagesMax: 0,
    },
  });
}

const redirectsMax = 10;

async function* silent() {
  // A validation in which the Snap is told to send nothing.
}

function shaped(answer: Document, settings: BoundSettings<typeof shared>): readonly Document[] {
  const { entity = null, headers = null } = answer;
  const whole = { ...answer, headers: headersOf(headers, settings.showAllHeaders) };
  if (!settings.processArray || !Array.isArray(entity)) return [whole];
  return entity.map((element) => ({ ...whole, entity: element }));
}

function headersOf(headers: Value, all: boolean): Value {
  if (!isValueMap(headers)) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]): [string, Value] => {
      const list = valuesOf(value);
      return [name, all ? [...list] : list.join(", ")];
    }),
  );
}
