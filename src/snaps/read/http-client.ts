import { defineSnap, optional } from "../../engine/define-snap.ts";
import { choice } from "../../engine/settings/choice.ts";
import { expression } from "../../engine/settings/expression.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { path } from "../../engine/settings/path.ts";
import { group, table } from "../../engine/settings/table.ts";
import { text, textPerDocument } from "../../engine/settings/text.ts";
import { valuePerDocument } from "../../engine/settings/value.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import type { Document } from "../../expr/value.ts";
import { httpAccounts } from "../support/http/authorize.ts";
import { CookieJar } from "../support/http/cookie-jar.ts";
import { extractEntity } from "../support/http/extract-entity.ts";
import { fileBody } from "../support/http/file-body.ts";
import { formBody } from "../support/http/form-body.ts";
import { headerOf, type HttpBody } from "../support/http/http-message.ts";
import { httpOperator } from "../support/http/http-operator.ts";
import { keyValueTable } from "../support/http/key-value-table.ts";
import { multipartBody } from "../support/http/multipart-body.ts";
import { nullSafe } from "../support/http/null-safe.ts";
import { rawBody } from "../support/http/raw-body.ts";
import type { EntityKind } from "../support/http/read-entity.ts";
import { requestHeaders } from "../support/http/request-headers.ts";
import { requireMethod } from "../support/http/request-method.ts";
import { type Pair, withQuery } from "../support/http/request-url.ts";
import { valueText } from "../support/text/value-text.ts";
import { retryCondition } from "../support/http/retry-condition.ts";
import { unreachable } from "../../base/errors.ts";
import { httpClientExamples } from "../support/http/http-client-examples.ts";

const settings = {
  httpMethod: textPerDocument({
    help: "GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS.",
    default: "GET",
  }),
  uri: textPerDocument({ help: "URL of the request.", required: true }),
  queryParam: keyValueTable({
    help: "Parameters that are added to the query, encoded.",
    key: "paramKeyProp",
    value: "paramValProp",
  }),
  header: keyValueTable({
    help: "Headers of the request.",
    key: "headerNameProp",
    value: "headerValProp",
  }),
  httpEntity: group({
    help: "The body of the request.",
    fields: {
      entityType: choice({
        help: "What the body is made of.",
        options: ["none", "raw", "x-www-form-urlencoded", "multipart", "binary"],
        default: "none",
      }),
      rawEntity: valuePerDocument({
        help: "With `raw`: text is sent as it is, anything else as JSON.",
      }),
      urlEncodedForm: keyValueTable({
        help: "With `x-www-form-urlencoded`: the fields.",
        key: "formKey",
        value: "formValue",
      }),
      multipartForm: table({
        help: "With `multipart`: the parts.",
        columns: {
          partType: choice({
            help: "Text, or a file that is sent.",
            options: ["Text", "File"],
            default: "Text",
          }),
          partKey: textPerDocument({ help: "Name of the part." }),
          partValue: valuePerDocument({ help: "The text, or the path of the file." }),
          partContentType: textPerDocument({ help: "Its content type." }),
        },
      }),
      multipartSubtype: text({ help: "As in multipart/form-data.", default: "form-data" }),
      binaryFile: textPerDocument({ help: "With `binary`: path of the file that is sent." }),
    },
  }),
  pagination: group({
    help: "How further pages are asked for. `$` is the output for the page before; what is not there is null.",
    fields: {
      hasNext: nullSafe(
        expression({ help: "Whether there is another page, as in `$entity.next != null`." }),
      ),
      nextUrl: nullSafe(
        valuePerDocument({
          help: "URL of the next page, also relative. Without `hasNext`, there are pages as long as it has a value.",
        }),
      ),
      overrideURI: nullSafe(
        valuePerDocument({ help: "URL of the next page where `nextUrl` has none." }),
      ),
      overrideHeaders: nullSafe(
        keyValueTable({
          help: "Headers of the next request in place of those of the same name.",
          key: "overrideHeaderName",
          value: "overrideHeaderValue",
        }),
      ),
      overrideParams: nullSafe(
        keyValueTable({
          help: "Parameters of the next request in place of those of the same name.",
          key: "overrideParamName",
          value: "overrideParamValue",
        }),
      ),
      paginationInterval: integer({ help: "Seconds between two pages.", default: 0 }),
      maxPage: integer({ help: "Pages at most; 0 for all.", default: 0 }),
      reuseParamsForPagination: flag({
        help: "Sends the query parameters with `nextUrl` too.",
        default: false,
      }),
    },
  }),
  clientProperties: group({
    help: "How requests are sent and answers read.",
    fields: {
      connection: group({
        help: "The connection.",
        fields: {
          connTimeout: integer({ help: "Seconds till it stands.", default: 30, minimum: 1 }),
          readTimeout: integer({
            help: "Seconds without a byte of the answer.",
            default: 900,
            minimum: 1,
          }),
          trustAllCerts: flag({
            help: "Takes any certificate: whoever stands between can then read and change all.",
            default: false,
          }),
          cookiePolicy: text({
            help: 'Cookies are kept for the run unless it is "IGNORE COOKIES".',
            default: "IGNORE COOKIES",
          }),
          diskStagingProp: flag({
            help: "Accepted and without effect: bodies are always streamed.",
            default: false,
          }),
        },
      }),
      retry: group({
        help: "When a request is sent again.",
        fields: {
          maxRetry: integer({
            help: "How often at most after the first. Connection errors always count; requests with effects are not repeated once they may have arrived.",
            default: 5,
            maximum: 100,
          }),
          retryInterval: integer({ help: "Seconds between two attempts.", default: 3 }),
          retryCondition: retryCondition(
            "Answers that are asked for again: an expression such as `$statusLine.statusCode >= 500`, or `Server errors` or `All errors`.",
          ),
          autoRetry429: flag({
            help: "Tries again when the server says that there were too many requests.",
            default: true,
          }),
          useRetryAfterHeader: flag({
            help: "Waits as long as the server says in Retry-After.",
            default: true,
          }),
        },
      }),
      redirects: group({
        help: "Redirects.",
        fields: {
          followRedirection: flag({
            help: "Follows them; credentials stay with the server they are for.",
            default: true,
          }),
          maxRedirect: integer({ help: "How many at most.", default: 10, maximum: 50 }),
        },
      }),
      outputProps: group({
        help: "The output.",
        fields: {
          responseType: choice({
            help: "What the body becomes; by its content type with DEFAULT.",
            options: ["DEFAULT", "JSON", "TEXT", "BINARY"],
            default: "DEFAULT",
          }),
          extractEntity: flag({
            help: "Puts out what is at `extractEntityPath` alone; the elements of a list each for itself.",
            default: false,
          }),
          extractEntityPath: path({ help: "Where it is in the output.", default: "$.entity" }),
          errorRespToErrorview: flag({
            help: "An answer that is an error goes to the error behaviour; otherwise to the output.",
            default: true,
          }),
          includeCookies: flag({ help: "Shows the cookies as `cookies`.", default: false }),
        },
      }),
    },
  }),
  preventURLEncoding: flag({
    help: "Takes query parameters as encoded already.",
    default: false,
  }),
  formEncodeSpace: flag({ help: "Writes a blank in the query as `+`.", default: false }),
  enableDebug: flag({
    help: "Puts what was asked and answered on a second output view, where there is one.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-apisuite-httpclient",
  version: 1,
  name: "APISuiteHTTPClient",
  label: "HTTP Client",
  category: "read",
  summary: "Sends HTTP requests and reads the answers, page after page.",
  details:
    "One request for each input document, or one without input. The output is `{statusLine, headers, entity, original}`, with header names in lower case. JSON is parsed, text is text, anything else bytes; gzip, deflate and br are unpacked. On a binary output view the body is streamed. An answer with a status from 400 is an error: its document has `status_code`, `error_entity` and the headers. A server that breaks off is tried again as `retry` says; a page that fails in the end is an error, and the pages before it stay. Redirects and next pages of another origin are sent without the account, `Authorization` and cookies. Values of documents stay values: they are encoded in the query, and one that would break a header is refused. What may be reached is the operator's choice (`egress` in the config file). A validation sends only GET, HEAD and OPTIONS.",
  views: {
    input: optional("document"),
    output: { min: 1, max: 2, types: ["document", "binary"] },
  },
  settings,
  accounts: httpAccounts,
  restricted: "network",
  effects: true,
  run: ({ settings: own, ...context }) => {
    const { clientProperties, pagination } = own;
    const { connection, outputProps, redirects, retry } = clientProperties;
    const query = { encoded: own.preventURLEncoding, plus: own.formEncodeSpace };
    const keepsCookies = !/^(ignore.*)?$/i.test(connection.cookiePolicy.trim());
    const kinds = { DEFAULT: "default", JSON: "json", TEXT: "text", BINARY: "binary" } as const;
    const kind: EntityKind = kinds[outputProps.responseType];
    return httpOperator({
      context,
      requestFor: (document) => {
        const params = own.queryParam(document);
        const headers = requestHeaders(own.header(document), context.warn);
        const url = withQuery(context.egress.readUrl(own.uri(document)), params, query);
        const body = bodyOf(own.httpEntity, document, headerOf(headers, "content-type"), context);
        const method = requireMethod(own.httpMethod(document));
        return { spec: { method, url, headers, body }, page: { query, params } };
      },
      send: {
        connectTimeoutMs: connection.connTimeout * 1000,
        readTimeoutMs: connection.readTimeout * 1000,
        trustAllCertificates: connection.trustAllCerts,
        redirectsMax: redirects.followRedirection ? redirects.maxRedirect : 0,
        cookies: keepsCookies
          ? new CookieJar(() => context.clock.now(), outputProps.includeCookies)
          : undefined,
        retry: {
          retriesMax: retry.maxRetry,
          intervalMs: retry.retryInterval * 1000,
          usesRetryAfter: retry.useRetryAfterHeader,
          retries: (answer) =>
            (retry.autoRetry429 && answer.status === 429) || retry.retryCondition(answer),
        },
      },
      kind,
      debugs: own.enableDebug,
      errorsFail: outputProps.errorRespToErrorview,
      shape: (answer) =>
        outputProps.extractEntity ? extractEntity(answer, outputProps.extractEntityPath) : [answer],
      pages: {
        hasNext: pagination.hasNext,
        nextUrl: pagination.nextUrl,
        overrideUri: pagination.overrideURI,
        overrideHeaders: pagination.overrideHeaders,
        overrideParams: pagination.overrideParams,
        reuseParams: pagination.reuseParamsForPagination,
        intervalMs: pagination.paginationInterval * 1000,
        pagesMax: pagination.maxPage,
      },
    });
  },
  examples: httpClientExamples,
});

type Entity = BoundSettings<typeof settings>["httpEntity"];

function bodyOf(
  entity: Entity,
  document: Document,
  contentType: string | undefined,
  { files, signal }: Pick<SnapContext<unknown>, "files" | "signal">,
): HttpBody | undefined {
  switch (entity.entityType) {
    case "none":
      return undefined;
    case "raw":
      return rawBody(entity.rawEntity(document), contentType);
    case "x-www-form-urlencoded":
      return formBody(entity.urlEncodedForm(document));
    case "multipart":
      return multipartBody(
        entity.multipartForm.map((part) => ({
          name: part.partKey(document),
          value: partValue(part.partValue(document)),
          isFile: part.partType === "File",
          contentType: part.partContentType(document),
        })),
        { subtype: entity.multipartSubtype, files, signal },
      );
    case "binary":
      return fileBody(entity.binaryFile(document), "binaryFile", { files, signal });
    default:
      return unreachable(entity.entityType);
  }
}

function partValue(value: Pair[1]): string | Uint8Array {
  if (value === null) return "";
  return value instanceof Uint8Array ? value : valueText(value);
}
