import { join } from "node:path";
import type { Load } from "./load.ts";
import { type StartedServer, startServer } from "./start-server.ts";

export interface Contender {
  readonly name: string;
  readonly server: StartedServer;
  readonly load: Pick<Load, "url" | "headers" | "body">;
}

const given = { name: "echo", arguments: { text: "sixteen letters." } };

function callBody(meta?: object): string {
  const params = meta === undefined ? given : { ...given, _meta: meta };
  return JSON.stringify({ jsonrpc: "2.0", id: 7, method: "tools/call", params });
}

/** Starts every server and brings it to the point where a `tools/call` is all that is missing. */
export async function startContenders(
  directory: string,
  stack: AsyncDisposableStack,
): Promise<readonly Contender[]> {
  const plain = stack.use(await startServer("plain-server", []));
  const sdk = stack.use(await startServer("sdk-server", []));
  const ours = stack.use(await startServer("slipway-server", [join(directory, "data")]));
  return [
    { name: "plain node:http", server: plain, load: loadOf(plain, {}, callBody()) },
    {
      name: "SDK 2.4, session transport",
      server: sdk,
      load: loadOf(sdk, await handshake(sdk), callBody()),
    },
    {
      name: "Slipway, session of 2025-11-25",
      server: ours,
      load: loadOf(ours, await handshake(ours), callBody()),
    },
    { name: "Slipway, 2026-07-28", server: ours, load: loadOf(ours, stateless, callBody(meta)) },
  ];
}

const stateless = {
  "mcp-protocol-version": "2026-07-28",
  "mcp-method": "tools/call",
  "mcp-name": "echo",
};

const meta = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
  "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1.0.0" },
};

function loadOf(
  { url, authorization }: StartedServer,
  headers: Readonly<Record<string, string>>,
  body: string,
): Contender["load"] {
  return {
    url,
    body,
    headers: authorization === undefined ? headers : { ...headers, authorization },
  };
}

/** Opens a session; the headers that its requests carry. */
export async function handshake({
  url,
  authorization,
}: StartedServer): Promise<Record<string, string>> {
  const headers = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    ...(authorization === undefined ? {} : { authorization }),
  };
  const clientInfo = { name: "bench", version: "1.0.0" };
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo };
  const opened = await fetch(url, {
    method: "POST",
    headers,
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }),
  });
  await opened.text();
  const id = opened.headers.get("mcp-session-id");
  if (id === null) throw new Error(`${url} opened no session: ${opened.status}`);
  const session = { "mcp-session-id": id, "mcp-protocol-version": "2025-11-25" };
  const confirmed = await fetch(url, {
    method: "POST",
    headers: { ...headers, ...session },
    body: JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }),
  });
  await confirmed.text();
  return session;
}
