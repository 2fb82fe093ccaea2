import type { ServerResponse } from "node:http";
import { mcpPath } from "./mcp-path.ts";
import { sessionTokenPath } from "./session-token-route.ts";

/** Says to a person with a browser what this is and how to connect. */
export function answerWelcome(response: ServerResponse, version: string): void {
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Slipway</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}pre{background:#f2f2f2;padding:.8rem;overflow:auto}</style>
<h1>Slipway ${version}</h1>
<p>This server gives AI agents integration pipelines over MCP. Point an MCP client at:</p>
<pre>${mcpPath}
${mcpPath}/platform</pre>
<p>with the header <code>Authorization: SLToken &lt;token&gt;</code>. A token comes from <code>slipway token create --user &lt;name&gt;</code>, or from:</p>
<pre>curl -u &lt;name&gt;:&lt;password&gt; &lt;this server&gt;${sessionTokenPath}?caller=&lt;name&gt;</pre>
<p>For example, in Claude Code:</p>
<pre>claude mcp add --transport http slipway &lt;this server&gt;${mcpPath} --header "Authorization: SLToken &lt;token&gt;"</pre>
<p>Health: <a href="/healthz">/healthz</a>, <a href="/readyz">/readyz</a>.</p>
</html>
`;
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(page),
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
  });
  response.end(page);
}
