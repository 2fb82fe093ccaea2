import { mcpPath } from "../edge/mcp-path.ts";
import { sessionTokenPath } from "../edge/session-token-route.ts";
import { claudeCode, inspector } from "./connect/recipes.ts";

/** What a newcomer pastes next: the endpoint, a token, and the line for a coding agent. */
export function howToConnect(url: string, token: string, userName: string): string {
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
`;
}
