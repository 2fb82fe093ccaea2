import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
} from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type ServedEdge, serveEdge } from "../../test/support/serve-edge.ts";
import { mcpPath } from "./mcp-path.ts";

let served: ServedEdge;
before(async () => {
  served = await serveEdge({ progressIntervalMs: 20 });
});
after(() => served[Symbol.asyncDispose]());

const info = { name: "clients-test", version: "1.0" };

for (const path of [mcpPath, `${mcpPath}/platform`]) {
  test(`P1 P3 the first official client lists twelve tools on ${path} and calls one`, async () => {
    const client = new ClientV1(info);
    const requestInit = { headers: { Authorization: `SLToken ${served.token}` } };
    const transport = new TransportV1(new URL(served.url + path), { requestInit });
    await client.connect(transport);
    assert.equal((await client.listTools()).tools.length, 12);
    const result = await client.callTool({
      name: "list_snaplexes",
      arguments: { org: "myOrg" },
    });
    assert.equal(result.isError, false);
    assert.equal((await client.listPrompts()).prompts.length, 1);
    await transport.terminateSession();
    await client.close();
  });

  test(`P1 P3 the second official client lists twelve tools on ${path} and calls one`, async () => {
    const client = new ClientV2(info);
    const requestInit = { headers: { Authorization: `SLToken ${served.token}` } };
    const transport = new TransportV2(new URL(served.url + path), { requestInit });
    await client.connect(transport);
    assert.equal((await client.listTools()).tools.length, 12);
    const result = await client.callTool({ name: "list_snaplexes", arguments: { org: "myOrg" } });
    assert.equal(result.isError, false);
    await transport.terminateSession();
    await client.close();
  });
}
