import { believe } from "../../../src/base/believe.ts";
import { assetsPath } from "../../../src/edge/oauth/oauth-paths.ts";
import { type ServedEdge, serveEdge, type ServeOptions } from "../serve-edge.ts";
import { assetId, ordersPackage } from "./orders-package.ts";
import { publishPackage } from "./publish-package.ts";

export const assetPath = `${assetsPath}/${assetId}`;

/** The asset of another org. */
export const foreignId = "11111111-2222-4333-8444-555555555555";

export interface ServedAssets extends ServedEdge {
  /** An access token of a program that may edit the asset. */
  readonly bearer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** An application key that may edit it. */
  readonly key: string;
  /** An application key that may use it. */
  readonly readerKey: string;
}

export interface ServeAssetsOptions extends ServeOptions {
  readonly rateLimitPerMinute?: number;
  /** Another org has an asset too. */
  readonly foreign?: boolean;
}

/** A server with one small asset, published and as a draft. */
export async function serveAssets({
  rateLimitPerMinute,
  foreign = false,
  ...options
}: ServeAssetsOptions = {}): Promise<ServedAssets> {
  const served = await serveEdge(options);
  const { oauth, orgs, packages, identity } = served.control;
  const admin = await identity.operator();
  const where = { org: "myOrg", key: "orders" };
  await publishPackage(served.control, admin, where, ordersPackage(assetId, rateLimitPerMinute));
  if (foreign) {
    await orgs.create(admin, "otherOrg");
    const elsewhere = { org: "otherOrg", key: "orders" };
    await publishPackage(served.control, admin, elsewhere, ordersPackage(foreignId));
  }
  const client = await oauth.clients.create(admin, { org: "myOrg", name: "reporting" });
  const key = await oauth.applicationKeys.create(admin, { org: "myOrg", name: "scripts" });
  const reader = await oauth.applicationKeys.create(admin, { org: "myOrg", name: "reader" });
  for (const [subjectKind, subject, permission] of [
    ["client", client.id, "EDIT"],
    ["application-key", key.id, "EDIT"],
    ["application-key", reader.id, "USE"],
  ] as const) {
    await packages.permit(admin, where, { subjectKind, subject, permission });
  }
  const clientSecret = client.secret ?? "";
  return {
    ...served,
    key: key.key,
    readerKey: reader.key,
    clientId: client.id,
    clientSecret,
    bearer: await accessToken(served.url, client.id, clientSecret),
  };
}

/** An access token by client credentials, as the published guides ask for one. */
export async function accessToken(
  url: string,
  id: string,
  secret: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await fetch(`${url}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      scope: "mcp-asset.tools:execute",
      ...more,
    }),
  });
  return believe<{ access_token: string }>(await answer.json()).access_token;
}

export interface AskOptions {
  readonly path?: string;
  readonly method?: string;
  /** Taken out where empty. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends something to the asset, as the program that may edit it and that takes JSON alone, unless told otherwise. */
export function ask(
  served: ServedAssets,
  body: unknown,
  { path = assetPath, method = "POST", headers = {} }: AskOptions = {},
): Promise<Response> {
  const all = {
    authorization: `Bearer ${served.bearer}`,
    "content-type": "application/json",
    accept: "application/json",
    ...headers,
  };
  return fetch(`${served.url}${path}`, {
    method,
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")),
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

/** A request of JSON-RPC. */
export function rpc(method: string, params?: object, id: string | number = 1): object {
  return { jsonrpc: "2.0", id, method, ...(params === undefined ? {} : { params }) };
}
