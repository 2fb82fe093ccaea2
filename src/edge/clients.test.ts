import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
} from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";

/** What each path lists, and a tool of it that needs nothing but an org at most. */
const paths = [
  { path: mcpPath, count: 21, tool: "list_snaplexes", given: { org: "myOrg" } },
  { path: `${mcpPath}/platform`, count: 12, tool: "list_snaplexes", given: { org: "myOrg" } },
  { path: `${mcpPath}/pygen`, count: 9, tool: "pygen_get_all_snap_names", given: {} },
] as const;

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`clients, ${mode}`, () => {
    let served: ServedEdge;
    before(async () => {
      served = await serve({ progressIntervalMs: 20 });
    });
    after(() => served[Symbol.asyncDispose]());

    const info = { name: "clients-test", version: "1.0" };

    for (const { path, count, tool, given } of paths) {
      test(`P1 P3 the first official client lists ${count} tools on ${path} and calls one`, async () => {
        const client = new ClientV1(info);
        const requestInit = { headers: { Authorization: `SLToken ${served.token}` } };
        const transport = new TransportV1(new URL(served.url + path), { requestInit });
        await client.connect(transport);
        assert.equal((await client.listTools()).tools.length, count);
        const result = await client.callTool({ name: tool, arguments: given });
        assert.equal(result.isError, false);
        assert.equal((await client.listPrompts()).prompts.length, 2);
        await transport.terminateSession();
        await client.close();
      });

      test(`P1 P3 the second official client lists ${count} tools on ${path} and calls one`, async () => {
        const client = new ClientV2(info);
        const requestInit = { headers: { Authorization: `SLToken ${served.token}` } };
        const transport = new TransportV2(new URL(served.url + path), { requestInit });
        await client.connect(transport);
        assert.equal((await client.listTools()).tools.length, count);
        const result = await client.callTool({ name: tool, arguments: given });
        assert.equal(result.isError, false);
        await transport.terminateSession();
        await client.close();
      });
    }
  });
}
