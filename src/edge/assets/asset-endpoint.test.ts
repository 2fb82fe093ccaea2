import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isObject } from "../../base/json.ts";
import { assetId, columns } from "../../../test/support/assets/orders-package.ts";
import {
  ask,
  type AskOptions,
  assetPath,
  rpc,
  type ServedAssets,
  serveAssets,
} from "../../../test/support/assets/serve-assets.ts";
import { eventsOf, rawRequest } from "../../../test/support/raw-request.ts";

const events = { headers: { accept: "application/json, text/event-stream" } };
const call = (name: string, given: unknown) => rpc("tools/call", { name, arguments: given });

describe("the endpoint of an asset", () => {
  let served: ServedAssets;
  before(async () => {
    served = await serveAssets({ assetTimes: { pingIntervalMs: 40, streamLifeMs: 150 } });
  });
  after(() => served[Symbol.asyncDispose]());

  async function result(body: unknown, options?: AskOptions): Promise<Record<string, unknown>> {
    const answer = await ask(served, body, options);
    assert.equal(answer.status, 200);
    const { result: found } = await objectOf(answer);
    assert.ok(isObject(found));
    return found;
  }

  async function versionAt(path: string): Promise<unknown> {
    const { serverInfo } = await result(hello("2025-11-25"), { path });
    return isObject(serverInfo) ? serverInfo["version"] : undefined;
  }

  async function code(body: unknown, options?: AskOptions): Promise<readonly unknown[]> {
    const answer = await ask(served, body, options);
    const { error, id } = await objectOf(answer);
    return [answer.status, isObject(error) ? error["code"] : undefined, id];
  }

  it("A1 the published version answers by default, the draft when it is asked for", async () => {
    assert.equal(await versionAt(assetPath), "1.0.0");
    assert.equal(await versionAt(`${assetPath}?draft=false`), "1.0.0");
    assert.equal(await versionAt(`${assetPath}?draft=true`), "draft");
    const capitals = assetPath.replace(assetId, assetId.toUpperCase());
    assert.equal(await versionAt(`${capitals}?draft=True`), "draft");
    const wrong = await ask(served, rpc("ping"), { path: `${assetPath}?draft=maybe` });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /`draft` is true or false/);
  });

  it("A1 other methods are 405 with Allow, other paths 404", async () => {
    for (const method of ["PUT", "PATCH", "HEAD", "OPTIONS"]) {
      const answer = await ask(served, undefined, { method });
      assert.equal(answer.status, 405, method);
      assert.equal(answer.headers.get("allow"), "GET, POST, DELETE");
    }
    for (const path of [`${assetPath}/`, `${assetPath}/tools`, `${assetPath}/..%2f..`]) {
      const answer = await rawRequest(served.url, { path });
      assert.equal(answer.status, 404, path);
      assert.match(answer.text, /"detail":"Not Found/);
    }
  });

  it("A2 tools are listed and called at once, without a handshake", async () => {
    const { tools } = await result(rpc("tools/list", {}));
    assert.ok(Array.isArray(tools) && tools.every(isObject));
    assert.ok(tools.some(({ name }) => name === "load_data"));
    const loaded = await result(call("load_data", { columns }));
    assert.equal(loaded["isError"], false);
  });

  it("A2 the whole handshake works, makes no session and needs none", async () => {
    for (const version of ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]) {
      const answer = await ask(served, hello(version));
      assert.equal(answer.headers.get("mcp-session-id"), null);
      const { result: agreed } = await objectOf(answer);
      assert.ok(isObject(agreed));
      assert.equal(agreed["protocolVersion"], version);
      assert.deepEqual(agreed["capabilities"], { tools: {} });
      assert.match(String(agreed["instructions"]), /load_data/);
    }
    assert.equal((await result(hello("1999-01-01")))["protocolVersion"], "2025-11-25");
    const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
    const taken = await ask(served, initialized, { headers: { "mcp-session-id": "made-up" } });
    assert.deepEqual([taken.status, await taken.text()], [202, ""]);
    assert.deepEqual(await result(rpc("ping"), { headers: { "mcp-session-id": "made-up" } }), {});
    const cancelled = {
      jsonrpc: "2.0",
      method: "notifications/cancelled",
      params: { requestId: 9 },
    };
    assert.equal((await ask(served, cancelled)).status, 202);
    assert.equal((await ask(served, { jsonrpc: "2.0", id: 1, result: {} })).status, 202);
  });

  it("A2 a client that takes events is answered with one, others with JSON", async () => {
    for (const body of [rpc("tools/list"), rpc("ping"), call("load_data", { columns })]) {
      const plain = await ask(served, body);
      assert.match(String(plain.headers.get("content-type")), /^application\/json/);
      const any = await ask(served, body, { headers: { accept: "*/*" } });
      assert.match(String(any.headers.get("content-type")), /^application\/json/);
      const framed = await ask(served, body, events);
      assert.equal(framed.headers.get("content-type"), "text/event-stream");
      const text = await framed.text();
      assert.match(text, /^event: message\ndata: .*\n\n$/);
      assert.deepEqual(eventsOf(text), [await plain.json()]);
    }
    const unknown = await ask(served, rpc("resources/list"), events);
    assert.match(await unknown.text(), /^event: message\ndata: .*-32601.*\n\n$/);
  });

  it("A2 ids come back with their type", async () => {
    for (const id of [7, "7", "", 0, -1, "ü"]) {
      assert.equal((await objectOf(await ask(served, rpc("ping", {}, id))))["id"], id);
    }
  });

  it("A2 what an asset does not have is -32601, what is malformed is -32600, -32602 or -32700", async () => {
    for (const method of [
      "resources/list",
      "resources/read",
      "resources/templates/list",
      "prompts/list",
      "prompts/get",
      "logging/setLevel",
      "completion/complete",
      "tools/Call",
      "__proto__",
      "toString",
    ]) {
      assert.deepEqual(await code(rpc(method, {}, method)), [200, -32601, method]);
    }
    assert.deepEqual(await code([rpc("ping"), rpc("tools/list")]), [400, -32600, null]);
    assert.deepEqual(await code([]), [400, -32600, null]);
    assert.deepEqual(await code({ id: 3, method: "ping" }), [400, -32600, 3]);
    assert.deepEqual(await code({ jsonrpc: "2.0", id: 4 }), [400, -32600, 4]);
    assert.deepEqual(await code("{"), [400, -32700, null]);
    assert.deepEqual(await code("[".repeat(200)), [400, -32600, null]);
    assert.deepEqual(await code(rpc("tools/call", {})), [200, -32602, 1]);
    assert.deepEqual(await code(rpc("tools/call", { name: 3 })), [200, -32602, 1]);
    assert.deepEqual(await code(call("load_data", "columns")), [200, -32602, 1]);
    assert.deepEqual(await code(rpc("tools/list", { cursor: "2" })), [200, -32602, 1]);
    assert.deepEqual(await code(rpc("initialize", {})), [200, -32602, 1]);
    const old = { headers: { "mcp-protocol-version": "1999-01-01" } };
    assert.deepEqual(await code(rpc("ping"), old), [400, -32000, null]);
  });

  it("A2 revision 2026-07-28 is answered too: discovery, tools, its own errors", async () => {
    const found = await result(...modern("server/discover"));
    assert.deepEqual(found["supportedVersions"], ["2026-07-28"]);
    assert.equal(found["resultType"], "complete");
    const { tools, ttlMs } = await result(...modern("tools/list"));
    assert.ok(Array.isArray(tools) && tools.length > 0);
    assert.equal(ttlMs, 60_000);
    const loaded = await result(
      ...modern("tools/call", { name: "load_data", arguments: { columns } }),
    );
    assert.deepEqual([loaded["isError"], loaded["resultType"]], [false, "complete"]);
    assert.deepEqual(await code(...modern("prompts/list")), [404, -32601, "m"]);
    const [body, options] = modern("tools/call", { name: "load_data" });
    const headers = { ...options.headers, "mcp-name": "search_data" };
    assert.deepEqual(await code(body, { headers }), [400, -32020, "m"]);
  });

  it("A3 GET opens a stream of comments that the server ends", async () => {
    const answer = await ask(served, undefined, { method: "GET" });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "text/event-stream");
    const text = await answer.text();
    assert.match(text, /^(: ping\n\n){2,}$/);
  });

  it("A3 DELETE is 200 and ends nothing", async () => {
    const answer = await ask(served, undefined, { method: "DELETE" });
    assert.deepEqual([answer.status, await answer.text()], [200, ""]);
    assert.deepEqual(await result(rpc("ping")), {});
  });

  it("A7 data tools answer with the rows as text and the page as structure", async () => {
    const { isError, content, structuredContent } = await result(call("load_data", { columns }));
    assert.equal(isError, false);
    assert.ok(Array.isArray(content) && content.every(isObject));
    assert.ok(content.every(({ type, text }) => type === "text" && typeof text === "string"));
    const rows: unknown = JSON.parse(String(content[0]?.["text"]));
    assert.ok(Array.isArray(rows) && rows.length > 0);
    assert.ok(isObject(structuredContent));
    const { data_frame_content: frame, page, page_size: pageSize, total } = structuredContent;
    assert.deepEqual([page, pageSize, total], [0, 50, rows.length]);
    assert.ok(isObject(frame));
    assert.deepEqual(frame["data"], rows);
    assert.ok(Array.isArray(frame["schema_"]) && !("schema" in frame));
  });

  it("A7 a tool that fails says so in a result, with the nearest name", async () => {
    const unknown = await result(call("load_dat", { columns }));
    assert.equal(unknown["isError"], true);
    assert.match(JSON.stringify(unknown["content"]), /Unknown tool.*Did you mean.*load_data/);
    assert.ok(!("structuredContent" in unknown));
    const extra = await result(call("load_data", { columns, filter: [] }));
    assert.equal(extra["isError"], true);
    assert.match(JSON.stringify(extra["content"]), /Extra inputs are not permitted/);
  });

  it("every call of a tool is in the audit of the org: who, what, how it ended, and not with what", async () => {
    const asReader = { authorization: `Bearer ${served.readerKey}` };
    await ask(served, call("load_data", { columns }), { headers: asReader });
    const secret = call("load_data", { columns: ["ORDERS.SECRET_VALUE"] });
    await ask(served, secret, { headers: asReader });
    const path = `${assetPath}/tool-api/load-date`;
    await ask(served, { columns }, { path, headers: asReader });
    const admin = await served.control.identity.operator();
    const records = await served.control.audit.list(admin, { org: "myOrg" });
    assert.deepEqual(
      records
        .filter(({ user }) => user === "reader")
        .map(({ action, outcome }) => [action, outcome]),
      [
        ["unknown tool of asset orders", "not-found"],
        ["load_data of asset orders", "invalid-argument"],
        ["load_data of asset orders", "ok"],
      ],
    );
    assert.doesNotMatch(JSON.stringify(records), /SECRET_VALUE/);
  });
});

function hello(protocolVersion: string): object {
  const clientInfo = { name: "test", version: "1" };
  return rpc("initialize", { protocolVersion, capabilities: {}, clientInfo });
}

function modern(
  method: string,
  params: Readonly<Record<string, unknown>> = {},
): [object, { readonly headers: Record<string, string> }] {
  const { name } = params;
  const version = "2026-07-28";
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const headers = {
    "mcp-protocol-version": version,
    "mcp-method": method,
    ...(typeof name === "string" ? { "mcp-name": name } : {}),
  };
  return [rpc(method, { ...params, _meta }, "m"), { headers }];
}

async function objectOf(answer: Response): Promise<Record<string, unknown>> {
  const body: unknown = await answer.json();
  assert.ok(isObject(body));
  return body;
}
