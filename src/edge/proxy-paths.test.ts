import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { isObject } from "../base/json.ts";
import { initializeMessage, post } from "../../test/support/mcp-session.ts";
import { type RawAnswer, rawRequest } from "../../test/support/raw-request.ts";
import { type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`proxy paths, ${mode}`, () => {
    let served: ServedEdge;
    before(async () => {
      served = await serve();
    });
    after(() => served[Symbol.asyncDispose]());

    const platform = `${mcpPath}/platform`;
    const json = { "content-type": "application/json" };

    interface Scenario {
      readonly title: string;
      readonly method?: string;
      readonly path?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly anonymous?: boolean;
      readonly status: number;
      readonly words?: RegExp;
      readonly answerHeaders?: Readonly<Record<string, RegExp>>;
    }

    const scenarios: readonly Scenario[] = [
      {
        title: "P4 another toolset is refused with the valid values",
        method: "POST",
        path: `${mcpPath}/native`,
        headers: json,
        body: initializeMessage(),
        status: 400,
        words: /Unknown toolset.*platform.*pygen/s,
      },
      { title: "P4 a deeper path is nothing", path: `${platform}/x`, status: 404 },
      { title: "P4 an encoded path is nothing", path: `${mcpPath}/%70latform`, status: 404 },
      { title: "P4 an encoded slash is nothing", path: `${mcpPath}/..%2f..%2fasset`, status: 404 },
      { title: "P4 dots are nothing", path: `${mcpPath}/..`, status: 404 },
      { title: "P4 a doubled slash is nothing", path: `${mcpPath}//platform`, status: 404 },
      { title: "P4 a path parameter is nothing", path: `${platform};x=1`, status: 404 },
      { title: "P4 a trailing slash is nothing", path: `${mcpPath}/`, status: 404 },
      {
        title: "P4 an absolute target is nothing",
        path: `http://elsewhere${mcpPath}`,
        status: 404,
      },
      {
        title: "P4 PUT is refused with the methods that exist",
        method: "PUT",
        path: platform,
        status: 405,
        answerHeaders: { allow: /^GET, POST, DELETE$/ },
      },
      {
        title: "P4 OPTIONS is refused too",
        method: "OPTIONS",
        path: mcpPath,
        status: 405,
        answerHeaders: { allow: /POST/ },
      },
      ...["POST", "GET", "DELETE"].map((method) => ({
        title: `P5 ${method} without Authorization is told what to send`,
        method,
        path: mcpPath,
        headers: json,
        anonymous: true,
        status: 401,
        words: /"error".*SLToken.*Basic/s,
        answerHeaders: { "www-authenticate": /SLToken.*Basic/ },
      })),
      {
        title: "P5 an empty Authorization header counts as none",
        method: "POST",
        path: mcpPath,
        headers: { ...json, authorization: " " },
        body: initializeMessage(),
        status: 401,
        words: /SLToken/,
      },
      {
        title: "P11 another content type is refused",
        method: "POST",
        path: mcpPath,
        headers: { "content-type": "text/plain" },
        body: "{}",
        status: 415,
        words: /application\/json/,
      },
      {
        title: "P11 a content type with a charset is taken",
        method: "POST",
        path: mcpPath,
        headers: { "content-type": "Application/JSON; charset=utf-8" },
        body: initializeMessage(),
        status: 200,
      },
      {
        title: "P11 a body that is not JSON is a parse error",
        method: "POST",
        path: mcpPath,
        headers: json,
        body: '{"jsonrpc": "2.0"',
        status: 400,
        words: /-32700/,
      },
      {
        title: "P11 an empty body is a parse error",
        method: "POST",
        path: mcpPath,
        headers: json,
        body: "",
        status: 400,
        words: /-32700/,
      },
      {
        title: "P11 JSON that is not JSON-RPC 2.0 is an invalid request",
        method: "POST",
        path: mcpPath,
        headers: json,
        body: { id: 1, method: "initialize" },
        status: 400,
        words: /-32600/,
      },
      {
        title: "P11 initialize with bad params answers -32602 and opens no session",
        method: "POST",
        path: mcpPath,
        headers: json,
        body: { jsonrpc: "2.0", id: "x", method: "initialize", params: {} },
        status: 200,
        words: /"id":"x".*-32602|-32602.*"id":"x"/,
        answerHeaders: { "mcp-session-id": /^undefined$/ },
      },
      {
        title: "P11 Accept may be anything",
        method: "POST",
        path: mcpPath,
        headers: { ...json, accept: "*/*" },
        body: initializeMessage(),
        status: 200,
        answerHeaders: { "content-type": /^text\/event-stream/ },
      },
      {
        title: "P8 a request without a session is refused",
        method: "POST",
        path: platform,
        headers: json,
        body: { jsonrpc: "2.0", id: 1, method: "tools/list" },
        status: 400,
        words: /no session/,
      },
      {
        title: "P8 GET without a session is refused",
        path: mcpPath,
        status: 400,
        words: /no session/,
      },
      {
        title: "P8 DELETE without a session is refused",
        method: "DELETE",
        path: mcpPath,
        status: 400,
        words: /no session/,
      },
      {
        title: "P8 an unknown session is not found",
        method: "POST",
        path: mcpPath,
        headers: { ...json, "mcp-session-id": "unknown" },
        body: { jsonrpc: "2.0", id: 1, method: "ping" },
        status: 404,
        words: /initialize again/,
      },
      {
        title: "P15 a foreign Host is refused",
        method: "POST",
        path: mcpPath,
        headers: { ...json, host: "evil.example" },
        body: initializeMessage(),
        status: 403,
        words: /Host/,
      },
      {
        title: "P15 a foreign Origin is refused",
        method: "POST",
        path: mcpPath,
        headers: { ...json, origin: "https://evil.example" },
        body: initializeMessage(),
        status: 403,
        words: /Origin/,
      },
      {
        title: "P15 an Origin of this machine is allowed",
        method: "POST",
        path: mcpPath,
        headers: { ...json, origin: "http://localhost:6274" },
        body: initializeMessage(),
        status: 200,
      },
      {
        title: "P9 X-SL-Host-Url changes nothing",
        method: "POST",
        path: mcpPath,
        headers: { ...json, "x-sl-host-url": "http://127.0.0.1:1/" },
        body: initializeMessage(),
        status: 200,
      },
      { title: "health is open to all", path: "/healthz", anonymous: true, status: 200 },
      { title: "readiness is open to all", path: "/readyz", anonymous: true, status: 200 },
      {
        title: "the front page says how to connect",
        path: "/",
        anonymous: true,
        status: 200,
        words: /SLToken/,
        answerHeaders: { "content-type": /text\/html/ },
      },
      {
        title: "any other path says where MCP is",
        path: "/nothing",
        anonymous: true,
        status: 404,
        words: /platform_mcp\/mcp/,
      },
    ];

    for (const scenario of scenarios) {
      test(scenario.title, async () => {
        const { method = "GET", path = mcpPath, headers = {}, body } = scenario;
        const authorization = scenario.anonymous
          ? {}
          : { authorization: `SLToken ${served.token}` };
        const answer = await rawRequest(served.url, {
          method,
          path,
          headers: { ...authorization, ...headers },
          ...(body === undefined ? {} : { body }),
        });
        assert.equal(answer.status, scenario.status, answer.text);
        assert.match(answer.text, scenario.words ?? /^/);
        for (const [name, pattern] of Object.entries(scenario.answerHeaders ?? {})) {
          assert.match(String(answer.headers[name]), pattern, name);
        }
        if (scenario.status >= 400) assertMendable(answer);
      });
    }

    /** Every refusal is JSON with an `error`, and keeps the token to itself. */
    function assertMendable(answer: RawAnswer): void {
      const body: unknown = JSON.parse(answer.text);
      assert.ok(isObject(body) && body["error"] !== undefined);
      assert.ok(!answer.text.includes(served.token));
    }

    test("P11 a body over the limit is refused while it is being sent", async () => {
      await using small = await serve({ limits: { requestBodyBytesMax: 2_000 } });
      const authorization = `SLToken ${small.token}`;
      const body = JSON.stringify({ ...initializeMessage(), padding: "x".repeat(5_000) });
      const announced = await post(small.url, mcpPath, { authorization }, body);
      assert.equal(announced.status, 413);
      assert.match(announced.text, /requestBodyBytesMax/);
      const chunked = await post(
        small.url,
        mcpPath,
        { authorization, "transfer-encoding": "chunked" },
        body,
      );
      assert.equal(chunked.status, 413);
      assert.equal(
        (await post(small.url, mcpPath, { authorization }, initializeMessage())).status,
        200,
      );
    });

    test("P11 a client that never finishes its headers is cut off", async () => {
      await using impatient = await serve({ limits: { headersTimeoutMs: 50 } });
      const { hostname, port } = new URL(impatient.url);
      const socket = connect(Number(port), hostname);
      socket.resume();
      socket.write(`POST ${mcpPath} HTTP/1.1\r\nHost: localhost\r\nX-Slow: `);
      await once(socket, "close");
    });

    test("P15 an operator can add hosts and origins", async () => {
      const settings = { hosts: ["slipway.example"], originHosts: ["pages.example"] };
      await using open = await serve({ settings });
      const authorization = `SLToken ${open.token}`;
      const headers = {
        authorization,
        host: "slipway.example:443",
        origin: "https://pages.example",
      };
      assert.equal((await post(open.url, mcpPath, headers, initializeMessage())).status, 200);
      const local = await post(open.url, mcpPath, { authorization }, initializeMessage());
      assert.equal(local.status, 403);
    });
  });
}
