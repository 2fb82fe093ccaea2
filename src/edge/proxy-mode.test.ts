import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { request } from "node:http";
import { test } from "node:test";
import { initializeMessage, post } from "../../test/support/mcp-session.ts";
import { type RawAnswer, rawRequest } from "../../test/support/raw-request.ts";
import { scriptedUpstream } from "../../test/support/scripted-upstream.ts";
import { serveFront } from "../../test/support/serve-front.ts";
import { mcpPath } from "./mcp-path.ts";
import { upstreamOrigin } from "./platform-mcp.ts";

const authorization = "SLToken emea-Opaque+/=~ value";

function hello(url: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  return post(url, mcpPath, { authorization, ...headers }, initializeMessage());
}

function ok(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
}

test("P10 without a host every method answers 503, after the checks that cost nothing", async () => {
  await using front = await serveFront(undefined);
  for (const method of ["POST", "GET", "DELETE"]) {
    const headers = { authorization, "content-type": "application/json" };
    const answer = await rawRequest(front.url, { method, path: mcpPath, headers });
    assert.equal(answer.status, 503);
    assert.match(answer.text, /"error":"Platform MCP server is not configured"/);
  }
  assert.equal((await rawRequest(front.url, { path: mcpPath })).status, 401);
  assert.equal((await rawRequest(front.url, { path: `${mcpPath}/x` })).status, 400);
});

test("P10 an upstream that cannot be reached is 502", async () => {
  const gone = await scriptedUpstream(ok);
  await gone[Symbol.asyncDispose]();
  await using front = await serveFront(gone.url);
  const answer = await hello(front.url);
  assert.equal(answer.status, 502);
  assert.match(answer.text, /unreachable/);
  assert.ok(!answer.text.includes(gone.url));
});

test("P10 an upstream that hangs up instead of answering is 502", async () => {
  await using upstream = await scriptedUpstream((incoming) => incoming.socket.destroy());
  await using front = await serveFront(upstream.url);
  assert.equal((await hello(front.url)).status, 502);
});

test("P10 an upstream that does not answer in time is 504, and its request is cancelled", async () => {
  const cancelled = Promise.withResolvers<void>();
  await using upstream = await scriptedUpstream((_incoming, response) => {
    response.once("close", () => cancelled.resolve());
  });
  await using front = await serveFront(upstream.url, { timeoutMs: 50 });
  const answer = await hello(front.url);
  assert.equal(answer.status, 504);
  assert.match(answer.text, /0\.05 s \(platform_mcp\.timeout_seconds\)/);
  await cancelled.promise;
});

test("P10 a stream that falls silent for longer than the timeout is cut, one that speaks is not", async () => {
  await using upstream = await scriptedUpstream((incoming, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    let words = 0;
    const speak = setInterval(() => {
      words++;
      response.write(": word\n\n");
      if (words === 6 && incoming.method === "POST") response.end();
      if (words === 6) clearInterval(speak);
    }, 40);
  });
  await using front = await serveFront(upstream.url, { timeoutMs: 150 });
  assert.equal((await hello(front.url)).text, ": word\n\n".repeat(6));
  await assert.rejects(rawRequest(front.url, { path: mcpPath, headers: { authorization } }));
});

test("P10 a client that goes away cancels the request upstream", async () => {
  const arrived = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<void>();
  await using upstream = await scriptedUpstream((_incoming, response) => {
    arrived.resolve();
    response.once("close", () => cancelled.resolve());
  });
  await using front = await serveFront(upstream.url);
  for (const path of [mcpPath, `${mcpPath}/platform`]) {
    const leaving = new AbortController();
    const answer = fetch(front.url + path, { headers: { authorization }, signal: leaving.signal });
    await arrived.promise;
    leaving.abort();
    await assert.rejects(answer);
  }
  await cancelled.promise;
});

test("P10 bodies pass both ways as they come", async () => {
  const first = Promise.withResolvers<void>();
  await using upstream = await scriptedUpstream((incoming, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    incoming.on("data", (chunk: Buffer) => response.write(chunk));
    incoming.once("data", () => first.resolve());
    incoming.once("end", () => response.end());
  });
  await using front = await serveFront(upstream.url);
  const { hostname, port } = new URL(front.url);
  const headers = { authorization, "content-type": "application/json" };
  const outgoing = request({ hostname, port, method: "POST", path: mcpPath, headers });
  outgoing.write("one ");
  await first.promise;
  const answered = once(outgoing, "response");
  const [answer] = await answered;
  assert.ok(typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer);
  const chunks = answer[Symbol.asyncIterator]();
  assert.equal(String((await chunks.next()).value), "one ");
  outgoing.end("two");
  assert.equal(String((await chunks.next()).value), "two");
  assert.equal((await chunks.next()).done, true);
});

test("P10 P6 Authorization arrives verbatim, connection headers and unknown ones do not", async () => {
  await using upstream = await scriptedUpstream(ok);
  await using front = await serveFront(upstream.url);
  await hello(front.url, {
    "mcp-session-id": "abc",
    "mcp-protocol-version": "2025-11-25",
    "mcp-param-region": "eu",
    "last-event-id": "7",
    accept: "text/event-stream",
    connection: "keep-alive, x-private, last-event-id",
    "keep-alive": "timeout=5",
    "proxy-authorization": "Basic secret",
    te: "trailers",
    "x-private": "1",
    "x-forwarded-host": "evil.example",
    "x-forwarded-for": "10.0.0.1",
    forwarded: "host=evil.example",
    "x-original-url": "/admin",
    "x-rewrite-url": "/admin",
    cookie: "session=1",
  });
  const { host, connection: _connection, ...rest } = upstream.headers();
  assert.equal(host, new URL(upstream.url).host);
  assert.deepEqual(rest, {
    authorization,
    accept: "text/event-stream",
    "content-length": String(JSON.stringify(initializeMessage()).length),
    "content-type": "application/json",
    "mcp-param-region": "eu",
    "mcp-protocol-version": "2025-11-25",
    "mcp-session-id": "abc",
    "x-sl-host-url": front.url,
  });
});

test("P9 a client's X-SL-Host-Url is replaced by the host that is configured", async () => {
  await using upstream = await scriptedUpstream(ok);
  const settings = { publicUrl: "https://slipway.example" };
  await using front = await serveFront(upstream.url, { settings });
  for (const name of ["x-sl-host-url", "X-SL-Host-Url", "X-Sl-HOST-url"]) {
    await hello(front.url, { [name]: "http://169.254.169.254/" });
    assert.equal(upstream.headers()["x-sl-host-url"], "https://slipway.example");
  }
});

test("P10 status and headers of the answer pass, except those of the connection", async () => {
  await using upstream = await scriptedUpstream((_incoming, response) => {
    response.writeHead(429, {
      "content-type": "application/json",
      "mcp-session-id": "s1",
      "www-authenticate": "SLToken",
      "retry-after": "7",
      "set-cookie": "a=1",
      "access-control-allow-origin": "*",
      connection: "x-hop",
      "x-hop": "1",
      "keep-alive": "timeout=1",
    });
    response.end("{}");
  });
  await using front = await serveFront(upstream.url);
  const { status, headers } = await hello(front.url);
  assert.equal(status, 429);
  assert.equal(headers["mcp-session-id"], "s1");
  assert.equal(headers["www-authenticate"], "SLToken");
  assert.equal(headers["retry-after"], "7");
  for (const name of ["set-cookie", "access-control-allow-origin", "x-hop"]) {
    assert.equal(headers[name], undefined, name);
  }
});

test("P10 redirects of the upstream are not followed and do not reach the client", async () => {
  await using upstream = await scriptedUpstream((_incoming, response) => {
    response.writeHead(307, { location: "http://169.254.169.254/latest" }).end();
  });
  await using front = await serveFront(upstream.url);
  const answer = await hello(front.url);
  assert.equal(answer.status, 502);
  assert.equal(answer.headers["location"], undefined);
  assert.equal(upstream.seen.length, 1);
});

test("P10 an answer that breaks off in the middle breaks off for the client too", async () => {
  await using upstream = await scriptedUpstream((incoming, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("event: message\n", () => incoming.socket.destroy());
  });
  await using front = await serveFront(upstream.url);
  await assert.rejects(hello(front.url));
});

test("P10 connections to the upstream are used again", async () => {
  await using upstream = await scriptedUpstream((incoming, response) => {
    incoming.resume().once("end", () => ok(incoming, response));
  });
  await using front = await serveFront(upstream.url);
  for (let count = 0; count < 20; count++) assert.equal((await hello(front.url)).status, 200);
  assert.equal(upstream.connections(), 1);
});

test("P10 a kept connection that the upstream closed costs a GET nothing", async () => {
  let requests = 0;
  await using upstream = await scriptedUpstream((incoming, response) => {
    requests++;
    if (requests === 2) incoming.socket.destroy();
    else ok(incoming, response);
  });
  await using front = await serveFront(upstream.url);
  const get = (): Promise<RawAnswer> =>
    rawRequest(front.url, { path: mcpPath, headers: { authorization } });
  assert.equal((await get()).status, 200);
  assert.equal((await get()).status, 200);
  assert.equal(requests, 3);
});

test("P10 P11 a body over the limit is cut off on its way", async () => {
  await using upstream = await scriptedUpstream((incoming) => void incoming.resume());
  await using front = await serveFront(upstream.url, { limits: { requestBodyBytesMax: 100_000 } });
  const headers = { authorization, "transfer-encoding": "chunked" };
  const answer = await post(front.url, mcpPath, headers, "x".repeat(200_000));
  assert.equal(answer.status, 413);
});

test("P10 an upstream is an origin and nothing more", () => {
  assert.equal(upstreamOrigin("https://mcp.example"), "https://mcp.example");
  assert.equal(upstreamOrigin("http://127.0.0.1:8080/"), "http://127.0.0.1:8080");
  for (const text of [
    "mcp.example",
    "file:///etc/passwd",
    "https://user:secret@mcp.example",
    "https://mcp.example/path",
    "https://mcp.example/?x",
    "https://mcp.example/#x",
    "ftp://mcp.example",
    "",
  ]) {
    assert.equal(upstreamOrigin(text), undefined, text);
  }
});
