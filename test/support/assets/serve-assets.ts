import { randomUUID } from "node:crypto";
import { believe } from "../../../src/base/believe.ts";
import type { Assets } from "../../../src/control/assets/assets.ts";
import type { AssetDefinition } from "../../../src/control/assets/asset-definition.ts";
import {
  type AssetEdgeParts,
  type AssetTimes,
  createAssetEdge,
} from "../../../src/edge/assets/asset-edge.ts";
import { assetsPath } from "../../../src/edge/oauth/oauth-paths.ts";
import { assetEndpointTimes } from "../../../src/mcp/asset/asset-endpoint.ts";
import { createAssetToolbox } from "../../../src/tools/assets/create-asset-toolbox.ts";
import loadData from "../../../src/tools/assets/load-data.ts";
import { type ServedEdge, serveEdge, type ServeOptions } from "../serve-edge.ts";
import { memoryAssets } from "./memory-assets.ts";

export const assetId = "56b10c32-97c5-4060-8e3d-12e040f889f2";
export const assetPath = `${assetsPath}/${assetId}`;

/** The asset of another org. */
export const foreignId = "11111111-2222-4333-8444-555555555555";

export interface ServedAssets extends ServedEdge {
  /** An access token of a program that may use the asset. */
  readonly bearer: string;
  /** An application key that may edit it. */
  readonly key: string;
  /** An application key that may use it. */
  readonly readerKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ServeAssetsOptions extends Omit<ServeOptions, "assets"> {
  readonly times?: Partial<AssetTimes>;
  readonly rateLimitPerMinute?: number;
  /** Assets are not wired. */
  readonly off?: boolean;
  /** Stands before the real ones. */
  readonly meddle?: (assets: Assets) => Assets;
}

/** A server with one small asset, published and as a draft, and another org with one of its own. */
export async function serveAssets(options: ServeAssetsOptions = {}): Promise<ServedAssets> {
  const { times, rateLimitPerMinute = 500, meddle = (assets) => assets, off, ...rest } = options;
  const definition: AssetDefinition = {
    id: assetId,
    key: "orders",
    name: "Orders",
    description: "Orders of a shop.",
    knowledgeModel: "orders-km",
    rateLimitPerMinute,
    tools: [{ kind: "load_data", name: "load_data", toolId: "load-data" }],
  };
  const permissions = new Map<string, "USE" | "EDIT">();
  const edgeOf = ({ limits, clock, logger }: Pick<AssetEdgeParts, "limits" | "clock" | "logger">) =>
    createAssetEdge({
      assets: meddle(
        memoryAssets(
          [
            { definition, orgId: "own", version: "1.0.0" },
            { definition: { ...definition, name: "Orders" }, orgId: "own", version: "draft" },
            { definition: { ...definition, id: foreignId }, orgId: "other", version: "1.0.0" },
          ],
          permissions,
        ),
      ),
      toolbox: createAssetToolbox([loadData], { limits, clock, logger }),
      newRequestId: randomUUID,
      limits,
      clock,
      logger,
      times: { ...assetEndpointTimes, ...times },
    });
  const served = await serveEdge({ ...rest, ...(off === true ? {} : { assets: edgeOf }) });
  const { oauth } = served.control;
  const admin = await served.control.identity.operator();
  const client = await oauth.clients.create(admin, { org: "myOrg", name: "reporting" });
  const key = await oauth.applicationKeys.create(admin, { org: "myOrg", name: "scripts" });
  const reader = await oauth.applicationKeys.create(admin, { org: "myOrg", name: "reader" });
  permissions.set(client.id, "EDIT").set(key.id, "EDIT").set(reader.id, "USE");
  permissions.set(admin.userId, "EDIT");
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

/** Sends something to the asset, as the program that may use it and that takes JSON alone, unless told otherwise. */
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

/** Columns that every row of the asset has. */
export const columns = ["ORDERS.ID", "ORDERS.REGION"] as const;
