import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { initializeMessage, openMcp, post } from "../../test/support/mcp-session.ts";
import { rawRequest } from "../../test/support/raw-request.ts";
import { adminPassword, type ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";
import { sessionTokenPath } from "./session-token-route.ts";

const ping = { jsonrpc: "2.0", id: 1, method: "ping" };

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}

/** A request that is wrong in every way; each step mends what the answer complained of. */
const mending: readonly {
  readonly status: number;
  readonly words: RegExp;
  readonly mend: Readonly<Record<string, string>>;
}[] = [
  { status: 404, words: /MCP is served at/, mend: { path: mcpPath } },
  { status: 403, words: /Host/, mend: { host: "localhost" } },
  { status: 403, words: /Origin/, mend: { origin: "http://localhost" } },
  { status: 405, words: /GET, POST, DELETE/, mend: { method: "POST" } },
  { status: 401, words: /missing/, mend: { authorization: "SLToken local-unknown" } },
  { status: 415, words: /application\/json/, mend: { "content-type": "application/json" } },
  { status: 413, words: /requestBodyBytesMax/, mend: { body: "[[[[" } },
  { status: 401, words: /unknown to this server/, mend: { authorization: "good" } },
  { status: 400, words: /requestJsonDepthMax/, mend: { body: "[[" } },
  { status: 400, words: /-32700/, mend: { body: JSON.stringify(ping) } },
  { status: 400, words: /no session/, mend: { "mcp-session-id": "unknown" } },
  { status: 404, words: /Session not found/, mend: {} },
];

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`security, ${mode}`, () => {
    let served: ServedEdge;
    before(async () => {
      served = await serve({
        limits: { requestBodyBytesMax: 1_000, requestJsonDepthMax: 3 },
        settings: { unusableAuthorization: "reject" },
      });
    });
    after(() => served[Symbol.asyncDispose]());

    test("P4 P5 P8 P11 P15 what is cheap to check is checked first", async () => {
      let given: Record<string, string> = {
        path: `${mcpPath}/x/y`,
        method: "PATCH",
        host: "evil.example",
        origin: "https://evil.example",
        body: "[".repeat(2_000),
      };
      for (const { status, words, mend } of mending) {
        const { path = "", method = "", body = "", ...headers } = given;
        if (headers["authorization"] === "good")
          headers["authorization"] = `SLToken ${served.token}`;
        const length = String(Buffer.byteLength(body));
        const answer = await rawRequest(served.url, {
          path,
          method,
          body,
          headers: { ...headers, "content-length": length },
        });
        assert.equal(answer.status, status, `${JSON.stringify(given)}: ${answer.text}`);
        assert.match(answer.text, words);
        given = { ...given, ...mend };
      }
    });

    test("P8 unknown, ended, foreign and misplaced sessions get the same answer", async () => {
      const { control } = served;
      const admin = await control.identity.operator();
      await control.identity.createUser(admin, { name: "eve", password: "evening", admin: false });
      const { token } = await control.identity.createToken(admin, "eve");
      const mine = `SLToken ${served.token}`;
      const open = await openMcp(served.url, mine);
      const ended = await openMcp(served.url, mine);
      await rawRequest(served.url, { method: "DELETE", path: mcpPath, headers: ended.headers });
      const answers = await Promise.all(
        [
          { authorization: mine, id: "unknown", path: mcpPath },
          { authorization: mine, id: ended.id, path: mcpPath },
          { authorization: `SLToken ${token}`, id: open.id, path: mcpPath },
          { authorization: mine, id: open.id, path: `${mcpPath}/platform` },
        ].map(({ authorization, id, path }) =>
          post(served.url, path, { authorization, "mcp-session-id": id }, ping),
        ),
      );
      for (const { status, text } of answers) {
        assert.equal(status, 404);
        assert.equal(text, answers[0]?.text);
      }
    });

    test("P6 a revoked token is refused by the very next request", async () => {
      const { identity } = served.control;
      const admin = await identity.operator();
      const issued = await identity.createToken(admin, "admin");
      const session = await openMcp(served.url, `SLToken ${issued.token}`);
      assert.equal((await session.send(ping)).status, 200);
      await identity.revokeToken(admin, issued.id);
      assert.equal((await session.send(ping)).status, 401);
    });
  });
}

describe("login throttling", () => {
  test("P6 wrong passwords are looked at only so often, the right one that is known goes on", async () => {
    let now = Date.now();
    await using edge = await serveModes.embedded({
      clock: { now: () => now },
      limits: { loginFailuresMax: 3, loginWindowMs: 60_000 },
    });
    const attempt = (password: string, name = "admin") =>
      rawRequest(edge.url, {
        path: sessionTokenPath,
        headers: { authorization: basic(name, password) },
      });
    assert.equal((await attempt(adminPassword)).status, 200);
    for (let round = 0; round < 5; round++) assert.equal((await attempt("same")).status, 401);
    assert.equal((await attempt("second")).status, 401);
    assert.equal((await attempt("third")).status, 401);
    now += 15_000;
    const refused = await attempt("fourth");
    assert.equal(refused.status, 429);
    assert.equal(refused.headers["retry-after"], "45");
    assert.match(refused.text, /loginFailuresMax/);
    assert.equal((await attempt(adminPassword)).status, 200);
    assert.equal((await attempt("fourth", "nobody")).status, 401);
    const over = await post(
      edge.url,
      mcpPath,
      { authorization: basic("admin", "fifth") },
      initializeMessage(),
    );
    assert.equal(over.status, 429);
    now += 46_000;
    assert.equal((await attempt("fourth")).status, 401);
  });

  test("P6 only so many passwords are checked at once", async () => {
    await using edge = await serveModes.embedded({
      limits: { passwordChecksMax: 1, passwordChecksQueuedMax: 1, loginFailuresMax: 1_000 },
    });
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const headers = { authorization: basic("admin", `wrong ${index}`) };
        return (await rawRequest(edge.url, { path: sessionTokenPath, headers })).status;
      }),
    );
    assert.ok(statuses.includes(429), statuses.join());
    assert.ok(statuses.includes(401), statuses.join());
    const headers = { authorization: basic("admin", adminPassword) };
    assert.equal((await rawRequest(edge.url, { path: sessionTokenPath, headers })).status, 200);
  });
});
