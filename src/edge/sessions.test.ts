import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isObject } from "../base/json.ts";
import { initialized, initializeMessage, openMcp, post } from "../../test/support/mcp-session.ts";
import { eventsOf, rawRequest } from "../../test/support/raw-request.ts";
import { type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`sessions, ${mode}`, () => {
    let served: ServedEdge;
    let authorization: string;
    before(async () => {
      served = await serve({ keepAliveIntervalMs: 20 });
      authorization = `SLToken ${served.token}`;
    });
    after(() => served[Symbol.asyncDispose]());

    const platform = `${mcpPath}/platform`;
    const list = { jsonrpc: "2.0", id: 2, method: "tools/list", params: {} };

    test("P1 a request is answered by one message event on a stream that ends", async () => {
      const session = await openMcp(served.url, authorization);
      const answer = await session.send({ jsonrpc: "2.0", id: 7, method: "ping" });
      assert.equal(answer.status, 200);
      assert.match(String(answer.headers["content-type"]), /^text\/event-stream/);
      assert.match(answer.text, /^event: message\ndata: \{.*\}\n\n$/);
    });

    test("P1 a notification is answered 202 with nothing", async () => {
      const session = await openMcp(served.url, authorization);
      const answer = await session.send({
        jsonrpc: "2.0",
        method: "notifications/roots/list_changed",
      });
      assert.equal(answer.status, 202);
      assert.equal(answer.text, "");
    });

    test("P1 a batch is answered on one stream in a session of 2025-03-26", async () => {
      const session = await openMcp(served.url, authorization);
      const answer = await session.send([
        { jsonrpc: "2.0", id: "a", method: "ping" },
        initialized,
        { jsonrpc: "2.0", id: 2, method: "nothing/such" },
        list,
      ]);
      const ids = eventsOf(answer.text).map((message) => isObject(message) && message["id"]);
      assert.deepEqual(new Set(ids), new Set(["a", 2]));
      assert.equal(ids.length, 3);
    });

    test("P1 a batch of notifications is answered 202, an empty one is refused", async () => {
      const session = await openMcp(served.url, authorization);
      assert.equal((await session.send([initialized])).status, 202);
      assert.match((await session.send([])).text, /-32600/);
    });

    for (const version of ["2024-11-05", "2025-06-18", "2025-11-25"]) {
      test(`P1 a batch is refused in a session of ${version}, which is negotiated as asked`, async () => {
        const session = await openMcp(served.url, authorization, mcpPath, version);
        const answer = await session.send([{ jsonrpc: "2.0", id: "a", method: "ping" }]);
        assert.equal(answer.status, 400);
        assert.match(answer.text, /-32600.*2025-03-26/);
      });
    }

    test("P2 GET opens a stream with comments, DELETE ends it and the session", async () => {
      const session = await openMcp(served.url, authorization);
      const stream = await fetch(`${served.url}${mcpPath}`, { headers: session.headers });
      assert.equal(stream.status, 200);
      assert.equal(stream.headers.get("content-type"), "text/event-stream");
      assert.ok(stream.body !== null);
      const reader = stream.body.getReader();
      for (let chunks = 0; chunks < 3; chunks++) {
        const { value } = await reader.read();
        assert.match(Buffer.from(value ?? []).toString(), /^: /);
      }
      const headers = session.headers;
      const ended = await rawRequest(served.url, { method: "DELETE", path: mcpPath, headers });
      assert.equal(ended.status, 200);
      assert.equal(ended.text, "");
      while (!(await reader.read()).done);
      assert.equal((await session.send(list)).status, 404);
      assert.equal(
        (await rawRequest(served.url, { method: "DELETE", path: mcpPath, headers })).status,
        404,
      );
    });

    test("P2 a session holds only so many streams", async () => {
      await using small = await serve({ limits: { sessionStreamsMax: 1 } });
      const session = await openMcp(small.url, `SLToken ${small.token}`);
      const first = await fetch(`${small.url}${mcpPath}`, { headers: session.headers });
      assert.equal(first.status, 200);
      const second = await fetch(`${small.url}${mcpPath}`, { headers: session.headers });
      assert.equal(second.status, 429);
      await first.body?.cancel();
    });

    test("P3 without PyGen the bare path lists the twelve platform tools and /pygen does not exist", async () => {
      await using unwired = await serve({ pygen: false });
      const token = `SLToken ${unwired.token}`;
      const lists = [];
      for (const path of [mcpPath, platform]) {
        const session = await openMcp(unwired.url, token, path);
        lists.push((await session.request("tools/list"))["tools"]);
      }
      assert.ok(Array.isArray(lists[0]));
      assert.equal(lists[0].length, 12);
      assert.deepEqual(lists[0], lists[1]);
      const pygen = `${mcpPath}/pygen`;
      const answer = await post(unwired.url, pygen, { authorization: token }, initializeMessage());
      assert.equal(answer.status, 404);
      assert.match(answer.text, /PyGen is not wired/);
    });

    test("P8 tools and prompts wait for notifications/initialized, ping does not", async () => {
      const opened = await post(served.url, mcpPath, { authorization }, initializeMessage());
      const id = String(opened.headers["mcp-session-id"]);
      assert.ok(id.length >= 22);
      const headers = { authorization, "mcp-session-id": id };
      for (const method of ["tools/list", "tools/call", "prompts/list", "prompts/get"]) {
        const answer = await post(served.url, mcpPath, headers, { jsonrpc: "2.0", id: 1, method });
        assert.equal(answer.status, 400);
        assert.match(answer.text, /no session.*notifications\/initialized/);
      }
      const ping = await post(served.url, mcpPath, headers, {
        jsonrpc: "2.0",
        id: 1,
        method: "ping",
      });
      assert.equal(ping.status, 200);
      await post(served.url, mcpPath, headers, initialized);
      assert.equal((await post(served.url, mcpPath, headers, list)).status, 200);
    });

    test("P8 a session is not found by another caller or on another path", async () => {
      const operator = await served.control.identity.operator();
      const user = { name: "bob", password: "another long password", admin: false };
      await served.control.identity.createUser(operator, user);
      const { token } = await served.control.identity.createToken(operator, "bob");
      const session = await openMcp(served.url, authorization);
      for (const method of ["POST", "GET", "DELETE"]) {
        const headers = { ...session.headers, "content-type": "application/json" };
        const foreign = { ...headers, authorization: `SLToken ${token}` };
        const body = method === "POST" ? { body: list } : {};
        const asBob = await rawRequest(served.url, {
          method,
          path: mcpPath,
          headers: foreign,
          ...body,
        });
        assert.equal(asBob.status, 404);
        const elsewhere = await rawRequest(served.url, {
          method,
          path: platform,
          headers,
          ...body,
        });
        assert.equal(elsewhere.status, 404);
      }
      assert.equal((await session.send(list)).status, 200);
    });

    test("P8 a session goes on with another token of its caller", async () => {
      const session = await openMcp(served.url, authorization);
      const operator = await served.control.identity.operator();
      const { token } = await served.control.identity.createToken(operator, "admin");
      assert.equal((await session.send(list, { authorization: `SLToken ${token}` })).status, 200);
    });

    test("P8 an idle session is not found", async () => {
      let now = Date.now();
      await using edge = await serve({
        clock: { now: () => now },
        limits: { sessionIdleMs: 60_000 },
      });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      now += 50_000;
      assert.equal((await session.send(list)).status, 200);
      now += 50_000;
      assert.equal((await session.send(list)).status, 200);
      now += 61_000;
      assert.equal((await session.send(list)).status, 404);
    });

    test("P8 a caller has only so many sessions, and ending one makes room", async () => {
      await using small = await serve({ limits: { sessionsPerCallerMax: 2 } });
      const token = `SLToken ${small.token}`;
      const first = await openMcp(small.url, token);
      await openMcp(small.url, token);
      const third = await post(small.url, mcpPath, { authorization: token }, initializeMessage());
      assert.equal(third.status, 429);
      assert.match(third.text, /DELETE/);
      await rawRequest(small.url, { method: "DELETE", path: mcpPath, headers: first.headers });
      await openMcp(small.url, token);
    });

    test("P8 an unknown MCP-Protocol-Version is refused, a known one is taken", async () => {
      const session = await openMcp(served.url, authorization);
      const wrong = await session.send(list, { "mcp-protocol-version": "1999-01-01" });
      assert.equal(wrong.status, 400);
      assert.match(wrong.text, /2025-11-25/);
      assert.equal(
        (await session.send(list, { "mcp-protocol-version": "2025-03-26" })).status,
        200,
      );
    });

    test("P11 unknown methods answer -32601 and bad params -32602", async () => {
      const session = await openMcp(served.url, authorization);
      assert.equal((await session.request("resources/nothing"))["code"], -32601);
      const wrong: readonly (readonly [string, object, RegExp])[] = [
        ["tools/call", {}, /params\.name/],
        ["tools/call", { name: 5 }, /params\.name/],
        ["tools/call", { name: "list_snaplexes", arguments: [] }, /params\.arguments/],
        ["tools/call", { name: "list_snaplex" }, /Did you mean "list_snaplexes"/],
        ["tools/list", { cursor: "next" }, /one page/],
        ["prompts/get", { name: "nothing" }, /get_snaplogic_knowledge_base/],
        ["logging/setLevel", { level: "loud" }, /params\.level/],
        ["completion/complete", {}, /params\.ref/],
      ];
      for (const [method, params, words] of wrong) {
        const error = await session.request(method, params);
        assert.equal(error["code"], -32602, JSON.stringify(error));
        assert.match(String(error["message"]), words);
      }
    });

    test("P13 the id of a request comes back with its type", async () => {
      const session = await openMcp(served.url, authorization);
      for (const id of [0, 7, -1, "7", "", "a b"]) {
        const [message] = eventsOf(
          (await session.send({ jsonrpc: "2.0", id, method: "ping" })).text,
        );
        assert.ok(isObject(message));
        assert.strictEqual(message["id"], id);
      }
    });

    test("P13 two requests with the same id are both answered", async () => {
      const session = await openMcp(served.url, authorization);
      const answers = await Promise.all([session.send(list), session.send(list)]);
      for (const { text } of answers) assert.equal(eventsOf(text).length, 1);
    });

    test("P13 ping, logging/setLevel and completion/complete answer", async () => {
      const session = await openMcp(served.url, authorization);
      assert.deepEqual(await session.request("ping"), {});
      assert.deepEqual(await session.request("logging/setLevel", { level: "debug" }), {});
      const completed = await session.request("completion/complete", {
        ref: { type: "ref/prompt", name: "get_snaplogic_knowledge_base" },
        argument: { name: "org", value: "MY" },
      });
      assert.deepEqual(completed["completion"], { values: ["myOrg"], total: 1, hasMore: false });
    });

    test("P8 closing ends open streams and refuses what follows", async () => {
      const edge = await serve();
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      const stream = await fetch(`${edge.url}${mcpPath}`, { headers: session.headers });
      const text = stream.text();
      await edge.close();
      assert.match(await text, /^: /);
      await assert.rejects(session.send(list));
      await edge[Symbol.asyncDispose]();
    });
  });
}
