import assert from "node:assert/strict";
import { after, it } from "node:test";
import * as fc from "fast-check";
import { systemClock } from "../../base/clock.ts";
import { isObject } from "../../base/json.ts";
import { silentLogger } from "../../base/logger.ts";
import type { Reply } from "../reply.ts";
import { resultOf } from "../result.ts";
import { AssetEndpoint, assetEndpointTimes } from "./asset-endpoint.ts";
import type { AssetServer } from "./asset-server.ts";

const endpoint = new AssetEndpoint({
  clock: systemClock,
  logger: silentLogger,
  newRequestId: () => "r",
  ...assetEndpointTimes,
});
after(() => endpoint.close(0));

const asset: AssetServer = {
  serverInfo: { name: "orders", version: "1.0.0" },
  instructions: () => "Orders.",
  admit: async () => ({ headers: { "x-ratelimit-limit": "500" }, refusal: undefined }),
  listTools: () => resultOf({ tools: [] }),
  callTool: async (name) => resultOf({ content: [{ type: "text", text: name }], isError: false }),
};

const version = "2026-07-28";
const anyMethod = fc.oneof(
  fc.constantFrom("initialize", "ping", "tools/list", "tools/call", "server/discover"),
  fc.constantFrom("notifications/initialized", "resources/list", "__proto__", "constructor"),
  fc.string(),
);
const anyParams = fc.oneof(
  fc.record(
    {
      name: fc.oneof(fc.string(), fc.constant("__proto__"), fc.jsonValue()),
      arguments: fc.jsonValue(),
      cursor: fc.jsonValue(),
      protocolVersion: fc.oneof(fc.constant(version), fc.jsonValue()),
      _meta: fc.oneof(
        fc.jsonValue(),
        fc.record({
          "io.modelcontextprotocol/protocolVersion": fc.constantFrom<unknown>(version, "1", 7),
          "io.modelcontextprotocol/clientCapabilities": fc.constantFrom<unknown>({}, null, []),
          progressToken: fc.jsonValue(),
        }),
      ),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);
const anyMessage = fc.record(
  {
    jsonrpc: fc.constantFrom("2.0", "2.0", "2.0", "1.0"),
    id: fc.oneof(fc.string(), fc.integer(), fc.jsonValue()),
    method: anyMethod,
    params: anyParams,
  },
  { requiredKeys: [] },
);
const anyBody = fc.oneof(anyMessage, fc.jsonValue(), fc.array(anyMessage, { maxLength: 3 }));
const anyHeaders = fc.record(
  {
    accept: fc.constantFrom("application/json", "text/event-stream", "*/*", ""),
    "mcp-protocol-version": fc.constantFrom(version, "2025-11-25", "2024-11-05", "9999-99-99", "x"),
    "mcp-method": anyMethod,
    "mcp-name": fc.string(),
    "mcp-session-id": fc.string(),
  },
  { requiredKeys: [] },
);

it("A2 whatever is sent is answered once, and only with what the protocol knows", async () => {
  await fc.assert(
    fc.asyncProperty(anyBody, anyHeaders, async (body, headers) => {
      const sent = new Map<string, string | undefined>(Object.entries(headers));
      const { reply, answers } = recorder();
      await endpoint.post(asset, { header: (name) => sent.get(name) }, body, reply);
      assert.equal(answers.length, 1, JSON.stringify(answers));
      const [{ status, text } = { status: 0, text: "" }] = answers;
      assert.ok([200, 202, 400, 404].includes(status), String(status));
      if (status === 202) return;
      const message: unknown = JSON.parse(text.replace(/^event: message\ndata: /, ""));
      assert.ok(isObject(message));
      const id = isObject(body) ? body["id"] : undefined;
      assert.ok(message["id"] === null || message["id"] === id, text);
      const error = message["error"];
      assert.equal(error === undefined, isObject(message["result"]));
      if (isObject(error)) assert.ok(Number(error["code"]) < -31_999, text);
      if (isObject(error)) assert.notEqual(error["code"], -32_603, text);
    }),
    { numRuns: 2_000 },
  );
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

function recorder(): { readonly reply: Reply; readonly answers: Answer[] } {
  const answers: Answer[] = [];
  const reply: Reply = {
    json: (status, text) => void answers.push({ status, text }),
    events: (text) => void answers.push({ status: 200, text }),
    empty: (status) => void answers.push({ status, text: "" }),
    unauthorized: () => void answers.push({ status: 401, text: "" }),
    stream: () => {
      throw new Error("nothing takes that long");
    },
    onGone: () => {},
  };
  return { reply, answers };
}
