import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  Client as ClientV2,
  ClientCredentialsProvider,
  StreamableHTTPClientTransport as TransportV2,
} from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { isObject } from "../src/base/json.ts";
import { authorizingProxy } from "./support/authorizing-proxy.ts";
import { assetId, columns } from "./support/assets/orders-package.ts";
import { assetPath, type ServedAssets, serveAssets } from "./support/assets/serve-assets.ts";
import { inspect, toolCall } from "./support/inspector-client.ts";
import { eventsOf } from "./support/raw-request.ts";
import { runConformance } from "./support/run-conformance.ts";

const info = { name: "assets-clients-test", version: "1.0" };
const question = { columns: [...columns], page_size: 2 };

describe("clients of an asset", () => {
  let served: ServedAssets;
  let endpoint: URL;
  before(async () => {
    served = await serveAssets({ assetTimes: { pingIntervalMs: 20, streamLifeMs: 50 } });
    endpoint = new URL(served.url + assetPath);
  });
  after(() => served[Symbol.asyncDispose]());

  const withToken = (): { requestInit: RequestInit } => ({
    requestInit: { headers: { Authorization: `Bearer ${served.bearer}` } },
  });

  it("A2 the first official client shakes hands, lists and calls, while its stream comes and goes", async () => {
    const client = new ClientV1(info);
    await client.connect(new TransportV1(endpoint, withToken()));
    assert.match(String(client.getInstructions()), /load_data/);
    const { tools } = await client.listTools();
    assert.ok(tools.some(({ name }) => name === "load_data"));
    await new Promise((resolve) => setTimeout(resolve, 80));
    assertRows(await client.callTool({ name: "load_data", arguments: question }));
    await client.ping();
    await client.close();
  });

  for (const [how, mode] of [
    ["with initialize", "legacy"],
    ["with what it finds out", "auto"],
    ["without initialize, by the revision that has none", { pin: "2026-07-28" }],
  ] as const) {
    it(`A2 the second official client lists and calls ${how}`, async () => {
      const client = new ClientV2(info, { versionNegotiation: { mode } });
      await client.connect(new TransportV2(endpoint, withToken()));
      const { tools } = await client.listTools();
      assert.ok(tools.some(({ name }) => name === "load_data"));
      assertRows(await client.callTool({ name: "load_data", arguments: question }));
      const failed = await client.callTool({ name: "load_data", arguments: { columns: ["nope"] } });
      assert.equal(failed.isError, true);
      await client.close();
    });
  }

  it("A4 a client that knows nothing but its id and secret finds out where tokens are and gets one", async () => {
    const client = new ClientV2(info);
    const authProvider = new ClientCredentialsProvider({
      clientId: served.clientId,
      clientSecret: served.clientSecret,
      expectedIssuer: served.url,
    });
    await client.connect(new TransportV2(endpoint, { authProvider }));
    assertRows(await client.callTool({ name: "load_data", arguments: question }));
    await client.close();
  });

  it("A2 the command line of the Inspector lists and calls", async () => {
    const authorization = `Bearer ${served.bearer}`;
    const list = await inspect(endpoint.href, authorization, ["--method", "tools/list"]);
    assert.match(JSON.stringify(list), /"name":"load_data"/);
    assertRows(await inspect(endpoint.href, authorization, toolCall("load_data", question)));
  });

  it("A2 the two requests of the published page answer with data, pasted as they stand", async () => {
    const headers = {
      Authorization: `Bearer ${served.bearer}`,
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
    };
    const post = async (body: string): Promise<Record<string, unknown>> => {
      const answer = await fetch(endpoint, { method: "POST", headers, body });
      assert.equal(answer.status, 200);
      const [message] = eventsOf(await answer.text());
      assert.ok(isObject(message) && isObject(message["result"]));
      return message["result"];
    };
    assert.equal(assetId, "56b10c32-97c5-4060-8e3d-12e040f889f2");
    const { tools } = await post('{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}');
    assert.ok(Array.isArray(tools) && tools.every(isObject));
    assert.ok(tools.some(({ name }) => name === "search_data"));
    const result = await post(
      '{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"search_data","arguments":{"search_terms":["Document Type"],"user_query":"Document Type"}}}',
    );
    assert.equal(result["isError"], false);
    assert.match(JSON.stringify(result["content"]), /ORDERS\.DOCUMENT_TYPE/);
  });

  for (const [revision, scenarios] of Object.entries({
    "2025-11-25": ["server-initialize", "ping", "tools-list", "dns-rebinding-protection"],
    "2026-07-28": [
      "tools-list",
      "server-sse-multiple-streams",
      "input-required-result-unsupported-methods",
      "dns-rebinding-protection",
      "http-header-validation",
    ],
  })) {
    it(`A2 passes the scenarios of ${revision} that are about tools alone`, async () => {
      await using proxy = await authorizingProxy(served.url, `Bearer ${served.key}`);
      const url = `${proxy.url}${assetPath}`;
      const { output } = await runConformance(url, "--requirements", revision);
      for (const scenario of scenarios) {
        assert.match(output, new RegExp(`^✓ ${scenario}: [1-9]\\d* passed, 0 failed$`, "m"));
      }
    });
  }
});

function assertRows(result: unknown): void {
  assert.ok(isObject(result), JSON.stringify(result));
  assert.equal(result["isError"], false, JSON.stringify(result));
  const { structuredContent } = result;
  assert.ok(isObject(structuredContent) && isObject(structuredContent["data_frame_content"]));
  const { data } = structuredContent["data_frame_content"];
  assert.ok(Array.isArray(data) && data.length === 2);
}
