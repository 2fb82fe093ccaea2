import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isObject } from "../base/json.ts";
import { initializeMessage, openMcp, post } from "../../test/support/mcp-session.ts";
import { eventsOf, rawRequest } from "../../test/support/raw-request.ts";
import { adminPassword, type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";
import { sessionTokenPath } from "./session-token-route.ts";

function basic(password: string): string {
  return `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
}

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`authorization, ${mode}`, () => {
    let served: ServedEdge;
    before(async () => {
      served = await serve();
    });
    after(() => served[Symbol.asyncDispose]());

    test("P6 an SLToken and Basic credentials both list every tool", async () => {
      for (const authorization of [`SLToken ${served.token}`, basic(adminPassword)]) {
        const session = await openMcp(served.url, authorization);
        const { tools } = await session.request("tools/list");
        assert.ok(Array.isArray(tools));
        assert.equal(tools.length, 21);
      }
    });

    test("P6 a token is minted for Basic credentials and works", async () => {
      const answer = await rawRequest(served.url, {
        path: `${sessionTokenPath}?caller=admin`,
        headers: { authorization: basic(adminPassword) },
      });
      assert.equal(answer.status, 200);
      const body: unknown = JSON.parse(answer.text);
      assert.ok(isObject(body) && isObject(body["response_map"]));
      const { token, username, session_timeout_seconds: seconds } = body["response_map"];
      assert.equal(body["http_status_code"], 200);
      assert.equal(username, "admin");
      assert.equal(seconds, 3600);
      const session = await openMcp(served.url, `SLToken ${String(token)}`);
      assert.equal(Array.isArray((await session.request("tools/list"))["tools"]), true);
    });

    test("P6 a wrong password and a token mint nothing", async () => {
      for (const authorization of [basic("wrong"), `SLToken ${served.token}`]) {
        const headers = { authorization };
        const answer = await rawRequest(served.url, { path: sessionTokenPath, headers });
        assert.equal(answer.status, 401, answer.text);
      }
    });

    const unusable: readonly (readonly [string, string])[] = [
      ["a token without its prefix", "TOKEN"],
      ["an unknown token", "SLToken local-unknown"],
      ["a token of another region", "SLToken emea-unknown"],
      ["a wrong password", basic("wrong")],
      ["another scheme", "Bearer abc"],
    ];

    for (const [title, header] of unusable) {
      test(`P7 ${title} opens a session without tools that says why`, async () => {
        const authorization = header === "TOKEN" ? served.token : header;
        const opened = await post(served.url, mcpPath, { authorization }, initializeMessage());
        const [message] = eventsOf(opened.text);
        assert.ok(isObject(message) && isObject(message["result"]));
        const sentence = message["result"]["instructions"];
        assert.ok(typeof sentence === "string" && sentence.length > 20);
        assert.ok(!sentence.includes(served.token));
        const session = await openMcp(served.url, authorization);
        const listed = await session.request("tools/list");
        assert.deepEqual(listed["tools"], []);
        assert.ok(isObject(listed["_meta"]));
        assert.ok(Object.values(listed["_meta"]).includes(sentence));
        const called = await session.send({
          jsonrpc: "2.0",
          id: 3,
          method: "tools/call",
          params: { name: "list_snaplexes", arguments: {} },
        });
        assert.equal(called.status, 401);
        assert.ok(called.text.includes(JSON.stringify(sentence)));
        assert.match(String(called.headers["www-authenticate"]), /SLToken/);
      });
    }

    test("P7 a token that expires in the middle of a session stops it from calling", async () => {
      let now = Date.now();
      await using edge = await serve({ clock: { now: () => now } });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      now += 2 * 60 * 60 * 1000;
      const listed = await session.request("tools/list");
      assert.deepEqual(listed["tools"], []);
      assert.match(JSON.stringify(listed["_meta"]), /expired/);
      const call = {
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: "list_snaplexes" },
      };
      assert.equal((await session.send(call)).status, 401);
    });

    test("P7 with the setting reject an unusable header is refused everywhere", async () => {
      await using strict = await serve({ settings: { unusableAuthorization: "reject" } });
      const authorization = "SLToken local-unknown";
      const opened = await post(strict.url, mcpPath, { authorization }, initializeMessage());
      assert.equal(opened.status, 401);
      const stream = await rawRequest(strict.url, { path: mcpPath, headers: { authorization } });
      assert.equal(stream.status, 401);
    });
  });
}
