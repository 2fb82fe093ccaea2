import { Readable } from "node:stream";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { believe } from "../../../../base/believe.ts";
import type { Egress } from "../../../../engine/egress/egress.ts";

/** Keys of an object store, and where it is. */
export interface S3Login {
  readonly accessKeyId: string;
  readonly secretKey: string;
  readonly securityToken: string;
  readonly region: string;
  /** URL; "" for Amazon's. */
  readonly s3Endpoint: string;
  readonly forcePathStyle: boolean;
}

/** A client whose every request goes through the guard. Retries are left to the Snap, which has settings for them. */
export function s3Client(login: S3Login, egress: Egress, idleMs: number): S3Client {
  const { accessKeyId, secretKey, securityToken, region, s3Endpoint } = login;
  const handler = {
    handle: async (request: SdkRequest, options?: { readonly abortSignal?: AbortSignal }) => ({
      response: await send(egress, request, idleMs, options?.abortSignal),
    }),
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  return new S3Client({
    region,
    credentials: {
      accessKeyId,
      secretAccessKey: secretKey,
      ...(securityToken === "" ? {} : { sessionToken: securityToken }),
    },
    ...(s3Endpoint === "" ? {} : { endpoint: endpointOf(s3Endpoint, egress) }),
    forcePathStyle: login.forcePathStyle,
    maxAttempts: 1,
    // Stores that are not Amazon's often take no checksums in trailers.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    expectContinueHeader: false,
    followRegionRedirects: true,
    requestHandler: believe<NonNullable<S3ClientConfig["requestHandler"]>>(handler),
  });
}

/** A request as the library makes it: signed, with its body at hand. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

interface SdkResponse {
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

function endpointOf(endpoint: string, egress: Egress): string {
  const text = /^https?:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`;
  return egress.readUrl(text).href;
}

async function send(
  egress: Egress,
  request: SdkRequest,
  idleMs: number,
  signal = new AbortController().signal,
): Promise<SdkResponse> {
  const { method, protocol, hostname, port, path, headers, body } = request;
  const authority = port === undefined ? hostname : `${hostname}:${port}`;
  const url = egress.readUrl(`${protocol}//${authority}${path}${queryOf(request)}`);
  const answer = await egress.request({
    method,
    url,
    headers: Object.entries(headers),
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
    signal,
    readTimeoutMs: idleMs,
  });
  return {
    statusCode: answer.status,
    reason: answer.statusText,
    headers: Object.fromEntries(
      answer.headers.map(([name, value]) => [name.toLowerCase(), value] as const),
    ),
    body: Readable.from(answer.body, { objectMode: false }),
  };
}

/** Spelled as it was signed: by RFC 3986, sorted by whoever signs and not here. */
function queryOf({ query = {} }: SdkRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === null) return [escaped(name)];
    return [value].flat().map((one) => `${escaped(name)}=${escaped(one)}`);
  });
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
