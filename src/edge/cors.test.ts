import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { initializeMessage, post } from "../../test/support/mcp-session.ts";
import { type RawAnswer, rawRequest } from "../../test/support/raw-request.ts";
import type { ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";

const listed = ["https://pages.example", "apps.example"];

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`cors, ${mode}`, () => {
    let served: ServedEdge;
    before(async () => {
      served = await serve({ settings: { corsOrigins: listed } });
    });
    after(() => served[Symbol.asyncDispose]());

    function preflight(origin: string, more: Readonly<Record<string, string>> = {}) {
      const headers = { origin, "access-control-request-method": "POST", ...more };
      return rawRequest(served.url, { method: "OPTIONS", path: mcpPath, headers });
    }

    test("P15 P4 a page of the list may ask what it may send", async () => {
      for (const origin of [
        "https://pages.example",
        "https://apps.example",
        "http://apps.example:8080",
      ]) {
        const answer = await preflight(origin, {
          "access-control-request-headers": "authorization, mcp-param-region, x-private",
        });
        assert.equal(answer.status, 204);
        assert.equal(answer.headers["access-control-allow-origin"], origin);
        assert.equal(answer.headers["access-control-allow-methods"], "GET, POST, DELETE");
        const allowed = String(answer.headers["access-control-allow-headers"]);
        for (const name of [
          "Authorization",
          "Mcp-Session-Id",
          "Last-Event-ID",
          "mcp-param-region",
        ]) {
          assert.ok(allowed.includes(name), name);
        }
        assert.ok(!allowed.includes("x-private"));
        assert.equal(answer.headers["access-control-allow-credentials"], undefined);
      }
    });

    test("P15 a page of the list may read the answer and the headers of the protocol", async () => {
      const answer = await hello({ origin: "https://pages.example" });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers["access-control-allow-origin"], "https://pages.example");
      const exposed = String(answer.headers["access-control-expose-headers"]);
      for (const name of ["Mcp-Session-Id", "MCP-Protocol-Version", "WWW-Authenticate"]) {
        assert.ok(exposed.includes(name), name);
      }
      assert.match(String(answer.headers["vary"]), /Origin/);
    });

    test("P15 a page of the list reads refusals too", async () => {
      const headers = { origin: "https://pages.example" };
      const answer = await rawRequest(served.url, { path: mcpPath, headers });
      assert.equal(answer.status, 401);
      assert.equal(answer.headers["access-control-allow-origin"], "https://pages.example");
    });

    test("P15 P4 every other page gets no word about CORS", async () => {
      for (const origin of [
        "http://pages.example",
        "https://pages.example:8443",
        "https://pages.example.evil.example",
        "https://evil.example",
        "null",
      ]) {
        const answer = await preflight(origin);
        assert.equal(answer.status, 403, origin);
        assertSilent(answer);
      }
      const local = await preflight("http://localhost:6274");
      assert.equal(local.status, 405);
      assertSilent(local);
      assertSilent(await hello({ origin: "http://localhost:6274" }));
      assertSilent(await hello({}));
    });

    test("P4 OPTIONS that asks nothing is refused like any other method", async () => {
      const headers = { origin: "https://pages.example" };
      const answer = await rawRequest(served.url, { method: "OPTIONS", path: mcpPath, headers });
      assert.equal(answer.status, 405);
    });

    function hello(headers: Readonly<Record<string, string>>): Promise<RawAnswer> {
      const authorization = `SLToken ${served.token}`;
      return post(served.url, mcpPath, { authorization, ...headers }, initializeMessage());
    }
  });
}

function assertSilent(answer: RawAnswer): void {
  const names = Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"));
  assert.deepEqual(names, []);
}
