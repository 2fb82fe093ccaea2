import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isObject } from "../../base/json.ts";
import { columns } from "../../../test/support/assets/orders-package.ts";
import {
  ask,
  assetPath,
  rpc,
  type ServedAssets,
  serveAssets,
} from "../../../test/support/assets/serve-assets.ts";
import { SlowAssets } from "../../../test/support/assets/slow-assets.ts";
import { rawSocket } from "../../../test/support/raw-socket.ts";

const load = rpc("tools/call", { name: "load_data", arguments: { columns } });
const rest = { path: `${assetPath}/tool-api/load-data` };
const events = { headers: { accept: "application/json, text/event-stream" } };

describe("the rate limit of an asset", () => {
  let served: ServedAssets;
  before(async () => {
    served = await serveAssets({ rateLimitPerMinute: 5 });
  });
  after(() => served[Symbol.asyncDispose]());

  it("A6 connecting, pinging and what is malformed do not count; lists and calls do, over both faces and versions", async () => {
    for (const body of [
      rpc("initialize", {
        protocolVersion: "2025-11-25",
        capabilities: {},
        clientInfo: { name: "test", version: "1" },
      }),
      rpc("ping"),
      rpc("prompts/list"),
      rpc("tools/call", {}),
      { jsonrpc: "2.0", method: "notifications/initialized" },
      "{",
    ]) {
      const answer = await ask(served, body);
      assert.equal(answer.headers.get("x-ratelimit-remaining"), null);
    }
    assert.equal(await leftAfter(ask(served, rpc("tools/list"))), "4");
    assert.equal(await leftAfter(ask(served, load, events)), "3");
    assert.equal(await leftAfter(ask(served, load, { path: `${assetPath}?draft=true` })), "2");
    assert.equal(await leftAfter(ask(served, { columns }, rest)), "1");
    assert.equal(await leftAfter(ask(served, rpc("tools/call", { name: "none" }))), "0");
  });

  it("A6 past it calls and lists are results that say when to retry, in the same words", async () => {
    for (const body of [load, rpc("tools/list")]) {
      const answer = await ask(served, body);
      assert.equal(answer.status, 200);
      const message: unknown = await answer.json();
      assert.ok(isObject(message) && isObject(message["result"]));
      const { content, isError } = message["result"];
      assert.equal(isError, true);
      const seconds = secondsOf(answer);
      const text = `Rate limit exceeded: 5 calls per minute for this asset. Please retry after ${seconds} seconds.`;
      assert.deepEqual(content, [{ type: "text", text }]);
      assert.equal(answer.headers.get("x-ratelimit-limit"), "5");
      assert.equal(answer.headers.get("x-ratelimit-remaining"), "0");
    }
    const framed = await ask(served, load, events);
    assert.match(await framed.text(), /^event: message\ndata: .*Rate limit exceeded/);
    assert.ok(secondsOf(framed) >= 1);
    assert.equal((await ask(served, rpc("ping"))).status, 200);
  });

  it("A8 past it the REST twin is 429", async () => {
    const answer = await ask(served, { columns }, rest);
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get("x-ratelimit-limit"), "5");
    assert.equal(answer.headers.get("x-ratelimit-remaining"), "0");
    assert.deepEqual(await answer.json(), [
      {
        error: "Rate limit exceeded: 5 calls per minute for this asset.",
        attribute: "",
        errorCode: "LIMIT_RATE_EXCEEDED",
        additionalInfo: `Please retry after ${secondsOf(answer)} seconds.`,
      },
    ]);
  });
});

describe("the limits of the wire, at an asset", () => {
  const origin = "https://agents.example";
  const slow = new SlowAssets();
  let served: ServedAssets;
  before(async () => {
    served = await serveAssets({
      limits: { requestBodyBytesMax: 1_000, streamsMax: 1, callsPerCallerMax: 1 },
      settings: { corsOrigins: [origin] },
      meddle: slow.meddle,
    });
  });
  after(() => served[Symbol.asyncDispose]());

  it("A2 a body past its limit or of a wrong type is refused, and so is a foreign page or host", async () => {
    const long = await ask(served, rpc("tools/list", { pad: "x".repeat(1_000) }));
    assert.equal(long.status, 413);
    assert.match(await long.text(), /"detail":.*requestBodyBytesMax/);
    for (const path of [assetPath, rest.path]) {
      const wrong = await ask(served, load, { path, headers: { "content-type": "text/plain" } });
      assert.equal(wrong.status, 415);
    }
    const page = await ask(served, load, { headers: { origin: "https://elsewhere.example" } });
    assert.equal(page.status, 403);
    const rebound = await rawSocket(
      served.url,
      `POST ${assetPath} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    assert.match(rebound, /^HTTP\/1\.1 403/);
  });

  it("A2 a listed page may call, send a key and read what is left of the limit", async () => {
    const asked = await ask(served, undefined, {
      method: "OPTIONS",
      headers: { authorization: "", origin, "access-control-request-method": "POST" },
    });
    assert.equal(asked.status, 204);
    assert.match(String(asked.headers.get("access-control-allow-headers")), /AppKey/);
    const answer = await ask(served, load, { headers: { origin } });
    assert.equal(answer.headers.get("access-control-allow-origin"), origin);
    const exposed = String(answer.headers.get("access-control-expose-headers"));
    assert.match(exposed, /X-RateLimit-Remaining/i);
  });

  it("A3 only so many streams are open in the process", async () => {
    const first = await ask(served, undefined, { method: "GET" });
    const second = await ask(served, undefined, { method: "GET" });
    assert.equal(second.status, 503);
    assert.match(await second.text(), /"detail":.*streamsMax/);
    await first.body?.cancel();
  });

  it("A2 one caller has only so many calls at once; its pings go on", async () => {
    const { begun, release } = slow.hold();
    const first = ask(served, load);
    await begun;
    for (const path of [assetPath, rest.path]) {
      const second = await ask(served, load, { path });
      assert.equal(second.status, 429);
      assert.match(await second.text(), /callsPerCallerMax/);
      assert.ok(secondsOf(second) >= 1);
    }
    assert.equal((await ask(served, rpc("ping"))).status, 200);
    release();
    assert.equal((await first).status, 200);
  });

  for (const path of [assetPath, rest.path]) {
    it(`A2 a call of ${path} is stopped when its client goes away`, async () => {
      const { begun, stopped } = slow.hold();
      const leaving = new AbortController();
      const gone = fetch(served.url + path, {
        method: "POST",
        headers: { authorization: `Bearer ${served.bearer}`, "content-type": "application/json" },
        body: JSON.stringify(path === assetPath ? load : { columns }),
        signal: leaving.signal,
      }).catch(() => "gone");
      await begun;
      leaving.abort();
      assert.equal(await gone, "gone");
      await stopped;
    });
  }
});

describe("long and large answers of an asset", () => {
  const slow = new SlowAssets();
  let served: ServedAssets;
  before(async () => {
    served = await serveAssets({
      limits: { stallTimeoutMs: 400, callAnswerBytesMax: 650 },
      assetTimes: { keepAliveIntervalMs: 50 },
      meddle: slow.meddle,
    });
  });
  after(() => served[Symbol.asyncDispose]());

  it("A2 an answer past its limit becomes an error that says so, in both faces", async () => {
    const wide = { columns: [...columns, "ORDERS.AMOUNT", "CUSTOMERS.NAME"] };
    const large = rpc("tools/call", { name: "load_data", arguments: wide });
    assert.match(await (await ask(served, large)).text(), /callAnswerBytesMax.*"isError":true/);
    const answer = await ask(served, wide, rest);
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /callAnswerBytesMax/);
  });

  it("A2 a long call shows to whoever takes events that it is at work, and outlives the limit for stalls", async () => {
    const { release } = slow.hold();
    const given = { columns: columns.slice(0, 1), page_size: 1 };
    const params = { name: "load_data", arguments: given };
    const withToken = { ...params, _meta: { progressToken: "p" } };
    const answers = [
      ask(served, rpc("tools/call", withToken), events),
      ask(served, rpc("tools/call", params)),
      ask(served, given, rest),
    ];
    setTimeout(release, 900);
    const [framed, plain, twin] = await Promise.all(
      answers.map(async (answer) => (await answer).text()),
    );
    assert.match(String(framed), /^: keep-alive$/m);
    assert.match(String(framed), /"method":"notifications\/progress".*"progressToken":"p"/);
    assert.match(String(framed), /"isError":false\}\}\n\n$/);
    assert.match(String(plain), /^\{"jsonrpc".*"isError":false/);
    assert.match(String(twin), /"total":3/);
  });

  it("A3 closing the server ends open streams and calls at work", async () => {
    const { begun } = slow.hold();
    const stream = await ask(served, undefined, { method: "GET" });
    const calls = Promise.allSettled([ask(served, load), ask(served, load, events)]);
    await begun;
    await served.close();
    assert.match(await stream.text(), /^(: ping\n\n)+$/);
    const [plain] = await calls;
    assert.ok(plain !== undefined && (plain.status === "rejected" || plain.value.status === 503));
  });
});

async function leftAfter(asked: Promise<Response>): Promise<string | null> {
  const answer = await asked;
  assert.equal(answer.headers.get("x-ratelimit-limit"), "5");
  const seconds = Number(answer.headers.get("x-ratelimit-reset"));
  assert.ok(seconds > 0 && seconds <= 60);
  await answer.body?.cancel();
  return answer.headers.get("x-ratelimit-remaining");
}

/** What the header says after which to call again. */
function secondsOf(answer: Response): number {
  const seconds = Number(answer.headers.get("retry-after"));
  assert.ok(seconds >= 1 && seconds <= 60, String(seconds));
  return seconds;
}
