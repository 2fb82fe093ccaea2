import { OAuthRefusal } from "./oauth-refusal.ts";
import { isSameServer } from "./server-address.ts";

/** Path of the endpoint of an asset. */
const assetPath = /^\/studio-copilot\/api\/v1\/mcp-servers\/mcp\/[A-Za-z0-9-]{1,64}$/;

/**
 * The part of the server that a `resource` parameter (RFC 8707) names: the path of an asset, or nothing for all of it.
 * Refuses what is not of this server.
 */
export function audienceOf(resource: string | undefined, serverUrl: string): string {
  if (resource === undefined) return "";
  const url = URL.parse(resource);
  const mine = url !== null && isSameServer(url.origin, serverUrl);
  const plain = url !== null && url.username === "" && !/[?#]/.test(resource);
  const path = url?.pathname.replace(/\/$/, "") ?? "";
  if (mine && plain && (path === "" || assetPath.test(path))) return path;
  throw new OAuthRefusal(
    "invalid_target",
    `The resource is not one of this server: send resource=${serverUrl} or the URL of an asset of it.`,
  );
}

/** Whether the `aud` of a token of ours is this server, or the asset at that path; UUIDs are the same in any case. */
export function isMeant(audience: unknown, serverUrl: string, path: string): boolean {
  const names: readonly unknown[] = Array.isArray(audience) ? audience : [audience];
  return names.some((name) => {
    if (typeof name !== "string") return false;
    const url = URL.parse(name);
    if (url === null || !isSameServer(url.origin, serverUrl)) return false;
    return url.pathname === "/" || url.pathname.toLowerCase() === path.toLowerCase();
  });
}
