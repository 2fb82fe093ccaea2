import { OAuthRefusal } from "./oauth-refusal.ts";

/** Lets a token call the tools of MCP server assets; what it reaches is still a matter of permissions. */
export const assetScope = "mcp-asset.tools:execute";

export const scopes: readonly string[] = [assetScope];

/** The scopes asked for, each once; refuses those that are unknown or that the client may not have. */
export function checkScope(asked: string, allowed: readonly string[]): string {
  const names = [...new Set(asked.split(" ").filter((name) => name !== ""))];
  if (names.length === 0)
    throw new OAuthRefusal(
      "invalid_scope",
      `The parameter scope is empty: send scope=${assetScope}.`,
    );
  for (const name of names) {
    if (!scopes.includes(name)) {
      throw new OAuthRefusal(
        "invalid_scope",
        `There is no scope of that name here: send scope=${assetScope}.`,
      );
    }
    if (!allowed.includes(name)) {
      throw new OAuthRefusal(
        "invalid_scope",
        `The client may not have the scope ${name}: it has ${allowed.join(" ") || "none"}.`,
      );
    }
  }
  return names.join(" ");
}
