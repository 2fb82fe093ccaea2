import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSlp } from "../pipeline/build-slp.ts";
import {
  initializeMessage,
  type McpSession,
  openMcp,
  post,
} from "../../test/support/mcp-session.ts";
import { type RawAnswer, rawRequest } from "../../test/support/raw-request.ts";
import { rawSocket } from "../../test/support/raw-socket.ts";
import type { ServedEdge } from "../../test/support/serve-edge.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";

/** A pipeline that is at work for as long as a test lets it. */
const endless = buildSlp({
  label: "Endless",
  snaps: [
    {
      id: "sequence",
      classId: "com-snaplogic-snaps-transform-sequence",
      settings: { numberOfDocumentsProp: 2_000_000_000 },
    },
  ],
});

function endlessCall(id: number): object {
  const given = { org: "myOrg", project_path: "myProject", slp_content: endless };
  const params = { name: "execute_pipeline", arguments: given };
  return { jsonrpc: "2.0", id, method: "tools/call", params };
}

async function atWork(edge: ServedEdge): Promise<void> {
  const operator = await edge.control.identity.operator();
  for (;;) {
    const { runs } = await edge.control.runs.list(operator, { org: "myOrg", limit: 10 });
    if (runs.some(({ state }) => state === "Started")) return;
    await sleep(10);
  }
}

function cancel(session: McpSession, requestId: number): Promise<RawAnswer> {
  const params = { requestId };
  return session.send({ jsonrpc: "2.0", method: "notifications/cancelled", params });
}

function nested(depth: number): string {
  return `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${"[".repeat(depth)}${"]".repeat(depth)}}`;
}

function headOf(edge: ServedEdge, length: number): string {
  return `POST ${mcpPath} HTTP/1.1\r\nHost: localhost\r\nAuthorization: SLToken ${edge.token}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n`;
}

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`limits, ${mode}`, () => {
    test("P11 JSON that nests too deep is refused before it is parsed", async () => {
      await using edge = await serve({ limits: { requestJsonDepthMax: 10 } });
      const authorization = `SLToken ${edge.token}`;
      const deep = await post(edge.url, mcpPath, { authorization }, nested(10));
      assert.equal(deep.status, 400);
      assert.match(deep.text, /-32600.*requestJsonDepthMax/);
      assert.doesNotMatch(
        (await post(edge.url, mcpPath, { authorization }, nested(9))).text,
        /requestJsonDepthMax/,
      );
      const hostile = await post(edge.url, mcpPath, { authorization }, "[".repeat(5_000_000));
      assert.match(hostile.text, /requestJsonDepthMax/);
    });

    test("P11 headers past their limit are refused with 431 that names it", async () => {
      await using edge = await serve({ limits: { requestHeaderBytesMax: 2_000 } });
      const headers = { authorization: `SLToken ${edge.token}`, "x-long": "x".repeat(3_000) };
      const answer = await rawRequest(edge.url, { path: mcpPath, headers });
      assert.equal(answer.status, 431);
      assert.match(answer.text, /requestHeaderBytesMax/);
    });

    test("P11 a body that comes too slowly is refused with 408 that names the limit", async () => {
      await using edge = await serve({ limits: { requestTimeoutMs: 60 } });
      const answer = await rawSocket(edge.url, `${headOf(edge, 100)}\r\n{"jsonrpc"`);
      assert.match(answer, /^HTTP\/1\.1 408 .*requestTimeoutMs/s);
    });

    test("P2 only so many streams are open in the process; one that closes makes room", async () => {
      await using edge = await serve({ limits: { streamsMax: 1 } });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      const leaving = new AbortController();
      const open = (signal?: AbortSignal): Promise<Response> =>
        fetch(edge.url + mcpPath, { headers: session.headers, ...(signal && { signal }) });
      await open(leaving.signal);
      const refused = await open();
      assert.equal(refused.status, 503);
      assert.ok(Number(refused.headers.get("retry-after")) >= 1);
      assert.match(await refused.text(), /streamsMax/);
      leaving.abort();
      let again = await open();
      while (again.status === 503) again = await open();
      assert.equal(again.status, 200);
      await again.body?.cancel();
    });

    test("P8 past the sessions of a caller the answer says when to try again", async () => {
      await using edge = await serve({ limits: { sessionsPerCallerMax: 1 } });
      const authorization = `SLToken ${edge.token}`;
      await openMcp(edge.url, authorization);
      const full = await post(edge.url, mcpPath, { authorization }, initializeMessage());
      assert.equal(full.status, 429);
      assert.ok(Number(full.headers["retry-after"]) >= 1);
    });

    test("P11 a caller has only so many calls at once, and can still cancel them", async () => {
      await using edge = await serve({ limits: { callsPerCallerMax: 1 } });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      const first = session.send(endlessCall(1));
      await atWork(edge);
      const second = await session.send(endlessCall(2));
      assert.equal(second.status, 429);
      assert.match(second.text, /callsPerCallerMax/);
      assert.ok(Number(second.headers["retry-after"]) >= 1);
      assert.equal((await session.send({ jsonrpc: "2.0", id: 3, method: "ping" })).status, 200);
      await cancel(session, 1);
      await first;
      await session.call("list_snaplexes", { org: "myOrg" });
    });

    test("P11 the process has only so many calls at work and in its queue, sheds the rest and recovers", async () => {
      const limits = { callsMax: 1, callsQueuedMax: 2, callQueueTimeoutMs: 20_000 };
      await using edge = await serve({ limits });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      const working = session.send(endlessCall(0));
      await atWork(edge);
      const params = { name: "list_snaplexes", arguments: { org: "myOrg" } };
      const flood = Array.from({ length: 20 }, (_, index) =>
        session.send({ jsonrpc: "2.0", id: index + 1, method: "tools/call", params }),
      );
      const shed: RawAnswer[] = [];
      for (const answer of flood) void answer.then((one) => one.status === 503 && shed.push(one));
      while (shed.length < 18) await sleep(5);
      for (const { text, headers } of shed) {
        assert.match(text, /callsQueuedMax/);
        assert.ok(Number(headers["retry-after"]) >= 1);
      }
      await cancel(session, 0);
      await working;
      const statuses = (await Promise.all(flood)).map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 200).length, 2);
      const after = await session.call("list_snaplexes", { org: "myOrg" });
      assert.equal(after.success, true);
    });

    test("P11 request bodies share so many bytes, those beyond are refused, and room comes back", async () => {
      await using edge = await serve({ limits: { requestBytesHeldMax: 10_000 } });
      const authorization = `SLToken ${edge.token}`;
      const { hostname, port } = new URL(edge.url);
      const slow = connect(Number(port), hostname);
      slow.on("error", () => {});
      slow.write(`${headOf(edge, 50_000)}\r\n${" ".repeat(9_000)}`);
      const large = JSON.stringify(initializeMessage()).padEnd(4_000);
      let refused = await post(edge.url, mcpPath, { authorization }, large);
      while (refused.status === 200)
        refused = await post(edge.url, mcpPath, { authorization }, large);
      assert.equal(refused.status, 503);
      assert.match(refused.text, /requestBytesHeldMax/);
      assert.ok(Number(refused.headers["retry-after"]) >= 1);
      slow.destroy();
      let again = await post(edge.url, mcpPath, { authorization }, large);
      while (again.status === 503) again = await post(edge.url, mcpPath, { authorization }, large);
      assert.equal(again.status, 200);
    });

    test("P11 a client that does not read its answer is cut off, and its place is free again", async () => {
      const limits = {
        callsPerCallerMax: 1,
        stallTimeoutMs: 1_500,
        downloadBytesMax: 64 * 1024 * 1024,
        callAnswerBytesMax: 256 * 1024 * 1024,
      };
      await using edge = await serve({ limits, keepAliveIntervalMs: 100 });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      const where = { org: "myOrg", project_path: "myProject", sldb_file_name: "large.txt" };
      await session.call("upload_sldb", { ...where, file_content: "x".repeat(24 * 1024 * 1024) });
      const given = { ...where, max_bytes: 32 * 1024 * 1024 };
      const params = { name: "download_sldb_file", arguments: given };
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
      const { hostname, port } = new URL(edge.url);
      const deaf = connect(Number(port), hostname);
      deaf.on("error", () => {});
      deaf.pause();
      deaf.write(`${headOf(edge, body.length)}Mcp-Session-Id: ${session.id}\r\n\r\n${body}`);
      const list = { name: "list_snaplexes", arguments: { org: "myOrg" } };
      const call = (): Promise<RawAnswer> =>
        session.send({ jsonrpc: "2.0", id: 2, method: "tools/call", params: list });
      let answer = await call();
      while (answer.status === 200) answer = await call();
      assert.equal(answer.status, 429);
      while (answer.status === 429) answer = await call();
      assert.equal(answer.status, 200);
      deaf.destroy();
    });

    test("P11 an answer past its limit becomes a failure that names it", async () => {
      await using edge = await serve({ limits: { callAnswerBytesMax: 2_000 } });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      const where = { org: "myOrg", project_path: "myProject", sldb_file_name: "large.txt" };
      await session.call("upload_sldb", { ...where, file_content: "x".repeat(3_000) });
      const answer = await session.call("download_sldb", where);
      assert.equal(answer.success, false);
      assert.match(JSON.stringify(answer.response), /callAnswerBytesMax/);
      const small = await session.call("download_sldb", { ...where, max_bytes: 500 });
      assert.equal(small.success, true);
    });

    test("P1 a batch holds only so many messages", async () => {
      await using edge = await serve({ limits: { batchMessagesMax: 2 } });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
      assert.equal((await session.send([ping, { ...ping, id: 2 }])).status, 200);
      const refused = await session.send([ping, { ...ping, id: 2 }, { ...ping, id: 3 }]);
      assert.equal(refused.status, 400);
      assert.match(refused.text, /-32600.*batchMessagesMax/);
    });

    test("P11 a call that takes too long is stopped and says which limit", async () => {
      await using edge = await serve({ limits: { callTimeoutMs: 300 } });
      const session = await openMcp(edge.url, `SLToken ${edge.token}`);
      const answer = await session.call("execute_pipeline", {
        org: "myOrg",
        project_path: "myProject",
        slp_content: endless,
      });
      assert.equal(answer.success, false);
      assert.match(JSON.stringify(answer.response), /callTimeoutMs/);
    });
  });
}

test("P11 the process has only so many connections", async () => {
  await using edge = await serveModes.embedded({ limits: { connectionsMax: 2 } });
  const { hostname, port } = new URL(edge.url);
  const open = () => connect(Number(port), hostname);
  const kept = [open(), open()];
  await Promise.all(kept.map((socket) => once(socket, "connect")));
  const dropped = open();
  dropped.on("error", () => {});
  dropped.resume();
  await once(dropped, "close");
  for (const socket of kept) socket.destroy();
  let answer = await rawRequest(edge.url, { path: "/healthz" }).catch(() => undefined);
  while (answer === undefined) {
    answer = await rawRequest(edge.url, { path: "/healthz" }).catch(() => undefined);
  }
  assert.equal(answer.status, 200);
});
