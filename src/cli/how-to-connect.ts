import { mcpPath } from "../edge/mcp-path.ts";
import { sessionTokenPath } from "../edge/session-token-route.ts";

/** What a newcomer pastes next: the endpoint, a token, and the line for a coding agent. */
export function howToConnect(url: string, token: string, userName: string): string {
  const endpoint = `${url}${mcpPath}`;
  return `
MCP endpoint   ${endpoint}
Token          ${token}   (of "${userName}", good for one hour)
Another token  slipway token create --user ${userName} --data <dir>, or
               curl -u ${userName} "${url}${sessionTokenPath}?caller=${userName}"

Claude Code    claude mcp add --transport http slipway ${endpoint} --header "Authorization: SLToken ${token}"
Inspector      npx @modelcontextprotocol/inspector --cli ${endpoint} --transport http \\
                 --header "Authorization: SLToken ${token}" --method tools/list
`;
}
