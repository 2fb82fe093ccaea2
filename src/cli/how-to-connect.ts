import { mcpPath } from "../edge/mcp-path.ts";
import { assetsPath } from "../edge/oauth/oauth-paths.ts";
import { sessionTokenPath } from "../edge/session-token-route.ts";
import { claudeCode, inspector } from "./connect/recipes.ts";

/** What a newcomer pastes next: the endpoint, a token, and the line for a coding agent. */
export function howToConnect(
  url: string,
  token: string,
  userName: string,
  asset: EndpointAsset | undefined,
): string {
  const endpoint = `${url}${mcpPath}`;
  const connection = { endpoint, token };
  return `
MCP endpoint   ${endpoint}
Token          ${token}   (of "${userName}", good for one hour)
Another token  slipway token create --user ${userName} --data <dir>, or
               curl -u ${userName} "${url}${sessionTokenPath}?caller=${userName}"

Claude Code    ${claudeCode.text(connection)}
Inspector      ${inspector.text(connection)}
Other clients  slipway connect <claude-desktop|cursor|vscode|codex> --url ${url} --token ...
Trouble        slipway doctor ${url} --token ...
${asset === undefined ? "" : howToAsk(`${url}${assetsPath}/${asset.id}`, token, asset)}`;
}

/** An MCP Server asset that can be asked, or soon can. */
export interface EndpointAsset {
  readonly id: string;
  readonly name: string;
  readonly published: boolean;
}

function howToAsk(endpoint: string, token: string, { name, published }: EndpointAsset): string {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
  return `
Asset          ${endpoint}   (${name}${published ? "" : "; its data is being loaded"})
Ask it         curl -s ${endpoint} -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -d '${body}'
`;
}
