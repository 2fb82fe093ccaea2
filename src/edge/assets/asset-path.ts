import { assetsPath } from "../oauth/oauth-paths.ts";

/** What a path below the assets means. Compared as it was sent: nothing is decoded and nothing is normalised. */
export type AssetPath =
  | { readonly kind: "endpoint"; readonly asset: AddressedAsset }
  | { readonly kind: "tool"; readonly asset: AddressedAsset; readonly toolId: string }
  | { readonly kind: "openapi"; readonly asset: AddressedAsset }
  /** One plain segment where the id of an asset belongs. */
  | { readonly kind: "no-id" }
  | { readonly kind: "none" };

export interface AddressedAsset {
  /** In lower case. */
  readonly id: string;
  /** Path of its endpoint as it was sent. */
  readonly path: string;
}

const nothing: AssetPath = { kind: "none" };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const toolPrefix = "/tool-api/";

export function isBelowAssets(path: string): boolean {
  return path.startsWith("/studio-copilot/");
}

export function readAssetPath(path: string): AssetPath {
  if (!path.startsWith(`${assetsPath}/`)) return nothing;
  const start = assetsPath.length + 1;
  const slash = path.indexOf("/", start);
  const end = slash < 0 ? path.length : slash;
  const id = path.slice(start, end).toLowerCase();
  if (!uuid.test(id)) return slash < 0 && /^[\w-]{1,100}$/.test(id) ? { kind: "no-id" } : nothing;
  const asset = { id, path: path.slice(0, end) };
  const rest = path.slice(end);
  if (rest === "") return { kind: "endpoint", asset };
  if (rest === "/openapi.json") return { kind: "openapi", asset };
  if (!rest.startsWith(toolPrefix)) return nothing;
  const toolId = rest.slice(toolPrefix.length);
  return /^[\w-]{1,200}$/.test(toolId) ? { kind: "tool", asset, toolId } : nothing;
}

/** Which version the query asks for; nothing when it says `draft` otherwise than once, with true or false. */
export function readDraft(query: URLSearchParams): "draft" | "published" | undefined {
  const given = query.getAll("draft");
  if (given.length === 0) return "published";
  const [word = ""] = given;
  if (given.length > 1) return undefined;
  // Python clients print booleans with a capital letter.
  switch (word.toLowerCase()) {
    case "true":
      return "draft";
    case "false":
      return "published";
    default:
      return undefined;
  }
}
