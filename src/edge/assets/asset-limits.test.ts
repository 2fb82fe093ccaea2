import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isObject } from "../../base/json.ts";
import type { Assets } from "../../control/assets/assets.ts";
import { columns } from "../../../test/support/assets/orders-package.ts";
import {
  ask,
  assetPath,
  rpc,
  type ServedAssets,
  serveAssets,
} from "../../../test/support/assets/serve-assets.ts";
import { rawSocket } from "../../../test/support/raw-socket.ts";

const load = rpc("tools/call", { name: "load_data", arguments: { columns } });

describe("the rate limit of an asset", () => {
  it("A6 every list and call counts over both faces and versions, and the answers say what is left", async () => {
    await using served = await serveAssets({ rateLimitPerMinute: 5 });
    const left = async (answer: Response): Promise<string | null> => {
      assert.equal(answer.headers.get("x-ratelimit-limit"), "5");
      const seconds = Number(answer.headers.get("x-ratelimit-reset"));
      assert.ok(seconds > 0 && seconds <= 60);
      await answer.body?.cancel();
      return answer.headers.get("x-ratelimit-remaining");
    };
    const events = { headers: { accept: "text/event-stream" } };
    assert.equal(await left(await ask(served, rpc("tools/list"))), "4");
    assert.equal(await left(await ask(served, load, events)), "3");
    assert.equal(await left(await ask(served, load, { path: `${assetPath}?draft=true` })), "2");
    const rest = { path: `${assetPath}/tool-api/load-data` };
    assert.equal(await left(await ask(served, { columns }, rest)), "1");
    assert.equal(await left(await ask(served, rpc("tools/call", { name: "none" }))), "0");
    await refusedAlike(served);
  });

  it("A6 connecting, pinging and what is malformed do not count", async () => {
    await using served = await serveAssets({ rateLimitPerMinute: 1 });
    const clientInfo = { name: "test", version: "1" };
    const hello = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo };
    for (const body of [
      rpc("initialize", hello),
      rpc("ping"),
      rpc("prompts/list"),
      rpc("tools/call", {}),
      { jsonrpc: "2.0", method: "notifications/initialized" },
      "{",
    ]) {
      const answer = await ask(served, body);
      assert.equal(answer.headers.get("x-ratelimit-remaining"), null);
    }
    assert.equal((await ask(served, load)).headers.get("x-ratelimit-remaining"), "0");
    await refusedAlike(served);
    assert.equal((await ask(served, rpc("ping"))).status, 200);
  });
});

/** What every call and list is answered past the limit. */
async function refusedAlike(served: ServedAssets): Promise<void> {
  for (const body of [load, rpc("tools/list")]) {
    const answer = await ask(served, body);
    assert.equal(answer.status, 200);
    const message: unknown = await answer.json();
    assert.ok(isObject(message) && isObject(message["result"]));
    const { content, isError } = message["result"];
    assert.equal(isError, true);
    assert.ok(Array.isArray(content) && isObject(content[0]));
    const limit = String(answer.headers.get("x-ratelimit-limit"));
    const seconds = String(answer.headers.get("retry-after"));
    assert.ok(Number(seconds) >= 1 && Number(seconds) <= 60);
    assert.equal(
      content[0]["text"],
      `Rate limit exceeded: ${limit} calls per minute for this asset. Please retry after ${seconds} seconds.`,
    );
    assert.equal(answer.headers.get("x-ratelimit-remaining"), "0");
  }
  const rest = await ask(served, { columns }, { path: `${assetPath}/tool-api/load-data` });
  assert.equal(rest.status, 429);
  assert.ok(Number(rest.headers.get("retry-after")) >= 1);
  assert.equal(rest.headers.get("x-ratelimit-remaining"), "0");
  const body: unknown = await rest.json();
  assert.ok(Array.isArray(body) && isObject(body[0]));
  assert.equal(body[0]["errorCode"], "LIMIT_RATE_EXCEEDED");
  assert.match(String(body[0]["error"]), /^Rate limit exceeded/);
  assert.match(String(body[0]["additionalInfo"]), /^Please retry after \d+ seconds?\.$/);
}

describe("the limits of the wire, at an asset", () => {
  it("A2 a body past its limit, a wrong type of it and a foreign page or host are refused", async () => {
    await using served = await serveAssets({ limits: { requestBodyBytesMax: 1_000 } });
    const long = rpc("tools/list", { pad: "x".repeat(1_000) });
    const announced = await ask(served, long);
    assert.equal(announced.status, 413);
    assert.match(await announced.text(), /"detail":.*requestBodyBytesMax/);
    for (const path of [assetPath, `${assetPath}/tool-api/load-data`]) {
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
    const origin = "https://agents.example";
    await using served = await serveAssets({ settings: { corsOrigins: [origin] } });
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
    await using served = await serveAssets({ limits: { streamsMax: 1 } });
    const first = await ask(served, undefined, { method: "GET" });
    const second = await ask(served, undefined, { method: "GET" });
    assert.equal(second.status, 503);
    assert.match(await second.text(), /"detail":.*streamsMax/);
    await first.body?.cancel();
  });

  it("A2 one caller has only so many calls at once; its lists and pings go on", async () => {
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    await using served = await serveAssets({
      limits: { callsPerCallerMax: 1 },
      meddle: slowly(begun.resolve, held.promise),
    });
    const first = ask(served, load);
    await begun.promise;
    for (const path of [assetPath, `${assetPath}/tool-api/load-data`]) {
      const second = await ask(served, load, { path });
      assert.equal(second.status, 429);
      assert.match(await second.text(), /callsPerCallerMax/);
      assert.ok(Number(second.headers.get("retry-after")) >= 1);
    }
    assert.equal((await ask(served, rpc("ping"))).status, 200);
    held.resolve();
    assert.equal((await first).status, 200);
  });

  it("A2 a long call shows to whoever takes events that it is at work, and outlives the limit for stalls", async () => {
    const held = Promise.withResolvers<void>();
    await using served = await serveAssets({
      assetTimes: { keepAliveIntervalMs: 20 },
      limits: { stallTimeoutMs: 100 },
      meddle: slowly(() => {}, held.promise),
    });
    const params = { name: "load_data", arguments: { columns }, _meta: { progressToken: "p" } };
    const events = { headers: { accept: "application/json, text/event-stream" } };
    const answers = [ask(served, rpc("tools/call", params), events), ask(served, load)];
    setTimeout(held.resolve, 300);
    const [framed, plain] = await Promise.all(answers.map(async (answer) => (await answer).text()));
    assert.match(String(framed), /^: keep-alive$/m);
    assert.match(String(framed), /"method":"notifications\/progress".*"progressToken":"p"/);
    assert.match(String(framed), /"isError":false\}\}\n\n$/);
    assert.match(String(plain), /"isError":false/);
  });

  it("A2 a call is stopped when its client goes away", async () => {
    const signals: AbortSignal[] = [];
    const begun = Promise.withResolvers<void>();
    await using served = await serveAssets({
      meddle: (assets) => ({
        ...assets,
        async open(...asked) {
          const asset = await assets.open(...asked);
          const load = (_question: unknown, _asker: unknown, signal: AbortSignal) => {
            signals.push(signal);
            begun.resolve();
            return new Promise<never>((_resolve, reject) =>
              signal.addEventListener("abort", () => reject(new Error("stopped"))),
            );
          };
          return { ...asset, knowledge: { ...asset.knowledge, load } };
        },
      }),
    });
    const leaving = new AbortController();
    const { signal } = leaving;
    const gone = fetch(served.url + assetPath, {
      method: "POST",
      headers: { authorization: `Bearer ${served.bearer}`, "content-type": "application/json" },
      body: JSON.stringify(load),
      signal,
    }).catch(() => "gone");
    await begun.promise;
    leaving.abort();
    assert.equal(await gone, "gone");
    const [stopped] = signals;
    assert.ok(stopped !== undefined);
    if (!stopped.aborted) {
      await new Promise((resolve) => stopped.addEventListener("abort", resolve, { once: true }));
    }
  });

  it("A2 an answer past its limit becomes an error that says so, in both faces", async () => {
    await using served = await serveAssets({ limits: { callAnswerBytesMax: 200 } });
    assert.match(await (await ask(served, load)).text(), /callAnswerBytesMax.*"isError":true/);
    const rest = await ask(served, { columns }, { path: `${assetPath}/tool-api/load-data` });
    assert.equal(rest.status, 422);
    assert.match(await rest.text(), /callAnswerBytesMax/);
  });

  it("A3 closing the server ends open streams and calls at work", async () => {
    await using served = await serveAssets({ meddle: slowly(() => {}, new Promise(() => {})) });
    const events = { headers: { accept: "text/event-stream" } };
    const stream = await ask(served, undefined, { method: "GET" });
    const calls = [ask(served, load), ask(served, load, events)];
    await ask(served, rpc("ping"));
    await served.close();
    assert.match(await stream.text(), /^(: ping\n\n)+$/);
    const [plain] = await Promise.allSettled(calls);
    assert.ok(plain !== undefined);
  });
});

/** Assets whose tools take until `held` resolves. */
function slowly(begin: () => void, held: Promise<void>): (assets: Assets) => Assets {
  return (assets) => ({
    ...assets,
    async open(...asked) {
      const asset = await assets.open(...asked);
      const { knowledge } = asset;
      const slow: typeof knowledge.load = async (...question) => {
        begin();
        await held;
        return await knowledge.load(...question);
      };
      return { ...asset, knowledge: { ...knowledge, load: slow } };
    },
  });
}
