import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { after, describe, it } from "node:test";
import { Refusal } from "../../base/errors.ts";
import { createEgress } from "./create-egress.ts";
import type { EgressAnswer, EgressRequest } from "./egress.ts";
import { type EgressPolicy, publicAndLoopback, publicOnly } from "./egress-policy.ts";
import type { Lookup } from "./lookup.ts";

const limits = { egressConnectMs: 5_000 };
const { signal } = new AbortController();
const toDispose: (() => void)[] = [];
after(() => {
  for (const dispose of toDispose) dispose();
});

function guard(policy: Partial<EgressPolicy> = {}, lookUp?: Lookup) {
  const egress = createEgress({ ...publicAndLoopback, ...policy }, limits, lookUp);
  toDispose.push(() => egress.dispose());
  return egress;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  toDispose.push(() => server.close());
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

const tcp = (serve: (socket: Socket) => void): Promise<number> =>
  listen(
    createServer((socket) => {
      socket.on("error", () => undefined);
      serve(socket);
    }),
  );
const http = (serve: RequestListener): Promise<number> => listen(createHttpServer(serve));

async function get(
  egress: ReturnType<typeof guard>,
  port: number,
  request: Partial<EgressRequest> = {},
): Promise<EgressAnswer> {
  const url = new URL(`http://localhost:${port}/`);
  return await egress.request({ method: "GET", url, headers: [], signal, ...request });
}

async function textOf({ body }: EgressAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  try {
    await promise;
  } catch (failure) {
    assert.ok(failure instanceof Refusal, String(failure));
    return failure;
  }
  throw new Error("it was not refused");
}

const inAndOut: Lookup = async (name) => (name === "in.test" ? ["10.1.2.3"] : ["93.184.216.34"]);
const lookup: Lookup = async (name) => (name === "db.test" ? ["10.1.2.3"] : ["127.0.0.1"]);
const never: Lookup = () => new Promise(() => undefined);
const noNames: Lookup = async () => {
  throw Object.assign(new Error("no"), { code: "ENOTFOUND" });
};
async function* parts() {
  yield Buffer.from("a");
  yield Buffer.from("b");
}

describe("a connection out of a run", () => {
  it("goes to the address that was checked, though the name means another by then", async () => {
    const port = await tcp((socket) => socket.end("inside"));
    const answers = [["127.0.0.1"], ["10.1.2.3"]];
    const asked: string[] = [];
    const egress = guard({}, async (name) => {
      asked.push(name);
      return answers.shift() ?? [];
    });
    const socket = await egress.connectTcp("rebinding.test", port, signal);
    assert.equal(socket.remoteAddress, "127.0.0.1");
    socket.destroy();
    assert.match(
      (await refusal(egress.connectTcp("rebinding.test", port, signal))).reason,
      /10\.1/,
    );
    assert.deepEqual(asked, ["rebinding.test", "rebinding.test"], "each connection looks once");
  });

  it("is not made when one of several addresses may not be reached", async () => {
    let connected = false;
    const port = await tcp(() => (connected = true));
    const egress = guard({}, async () => ["127.0.0.1", "192.168.0.1"]);
    const { code, resolution } = await refusal(egress.connectTcp("both.test", port, signal));
    assert.equal(code, "egress-not-allowed");
    assert.ok(resolution.includes('"egress": {"privateRanges":["192.168.0.1/32"]}'), resolution);
    assert.equal(connected, false);
  });

  it("tries the other addresses of a name when the first does not answer", async () => {
    const port = await tcp((socket) => socket.end());
    const egress = guard({}, async () => ["127.0.0.2", "127.0.0.1"]);
    const socket = await egress.connectTcp("two.test", port, signal);
    assert.equal(socket.remoteAddress, "127.0.0.1");
    socket.destroy();
  });

  it("reaches private ranges, ports and hosts as the operator lists them", async () => {
    const port = await tcp((socket) => socket.end());
    const at = (host: string, policy: Partial<EgressPolicy>, to = port) =>
      refusal(guard(policy, lookup).connectTcp(host, to, signal, { timeoutMs: 50 }));
    assert.equal(
      (await at("db.test", { privateRanges: ["10.1.0.0/16"] })).code !== "egress-not-allowed",
      true,
    );
    assert.equal(
      (await at("db.test", { privateRanges: ["10.2.0.0/16"] })).code,
      "egress-not-allowed",
    );
    assert.match((await at("a.test", { ports: [5432] })).resolution, /"ports":\[5432,/);
    assert.match((await at("a.test", { denyHosts: ["*.test"] })).reason, /denyHosts/);
    assert.match((await at("a.test", { denyHosts: ["127.0.0.0/8"] })).reason, /denyHosts/);
    assert.match((await at("a.test", { allowHosts: ["b.test", "*.c.test"] })).reason, /allowHosts/);
    assert.match((await at("a.test", { allowHosts: ["10.0.0.0/8"] })).reason, /allowHosts/);
    for (const allowHosts of [["A.test."], ["*.test"], ["127.0.0.0/8"], ["127.0.0.1"]])
      (await guard({ allowHosts }, lookup).connectTcp("a.test", port, signal)).destroy();
  });

  it("refuses a policy that cannot be read, when it is made", () => {
    assert.throws(() => guard({ privateRanges: ["10.0.0.0"] }), { name: "Refusal" });
    assert.throws(() => guard({ denyHosts: ["10.0.0.0/40"] }), { name: "Refusal" });
    assert.throws(() => guard({ allowHosts: ["a b"] }), { name: "Refusal" });
  });

  it("is given up when it takes too long, when the run is stopped, and when nobody listens", async () => {
    const late = await refusal(guard({}, never).connectTcp("a.test", 9, signal, { timeoutMs: 20 }));
    assert.equal(late.code, "timeout");
    const stop = new AbortController();
    const stopped = guard({}, never).connectTcp("a.test", 9, stop.signal);
    stop.abort(new Error("stopped"));
    await assert.rejects(stopped, { message: "stopped" });
    const gone = createServer();
    const port = await listen(gone);
    gone.close();
    await once(gone, "close");
    assert.match(
      (await refusal(guard().connectTcp("127.0.0.1", port, signal))).reason,
      /ECONNREFUSED/,
    );
  });
});

describe("a proxy", () => {
  const connects: string[] = [];
  const logins: (string | undefined)[] = [];
  async function proxy(status = 200): Promise<string> {
    const server = createHttpServer();
    server.on("connect", (request, socket) => {
      connects.push(request.url ?? "");
      logins.push(request.headers["proxy-authorization"]);
      socket.end(
        status === 200 ? "HTTP/1.1 200 OK\r\n\r\nthrough" : `HTTP/1.1 ${status} No\r\n\r\n`,
      );
    });
    return `http://ada:secret@127.0.0.1:${await listen(server)}`;
  }
  it("is asked for the address that was checked, and only when that may be reached", async () => {
    const egress = guard({ ...publicOnly, proxy: await proxy() }, inAndOut);
    const socket = await egress.connectTcp("out.test", 443, signal);
    const [heard] = await once(socket, "data");
    assert.equal(String(heard), "through");
    assert.deepEqual(connects.splice(0), ["93.184.216.34:443"]);
    assert.deepEqual(logins.splice(0), [`Basic ${btoa("ada:secret")}`]);
    assert.equal(
      (await refusal(egress.connectTcp("in.test", 443, signal))).code,
      "egress-not-allowed",
    );
    assert.deepEqual(connects, []);
  });
  it("is given a name that only it knows when the operator lists the name", async () => {
    const policy = { ...publicOnly, proxy: await proxy(), allowHosts: ["known.test", "0.0.0.0/0"] };
    (await guard(policy, noNames).connectTcp("known.test", 443, signal)).destroy();
    assert.deepEqual(connects.splice(0), ["known.test:443"]);
    assert.match(
      (await refusal(guard(policy, noNames).connectTcp("other.test", 443, signal))).reason,
      /ENOTFOUND/,
    );
  });
  it("that does not connect is told", async () => {
    const egress = guard({ proxy: await proxy(407) }, async () => ["93.184.216.34"]);
    assert.match((await refusal(egress.connectTcp("out.test", 443, signal))).reason, /407/);
  });
});

describe("an HTTP request", () => {
  it("sends headers and body, and shows the answer as it came", async () => {
    const port = await http((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        response.writeHead(201, "Made", [
          ["X-Two", "1"],
          ["X-Two", "2"],
        ]);
        response.end(
          JSON.stringify([
            request.method,
            request.url,
            request.rawHeaders,
            String(Buffer.concat(chunks)),
          ]),
        );
      });
    });
    const egress = guard();
    for (const body of [Buffer.from("ab"), parts()]) {
      const answer = await get(egress, port, {
        method: "POST",
        headers: [
          ["X-A", "1"],
          ["x-a", "2"],
          ["Host", "evil.test"],
          ["Content-Length", "99"],
        ],
        body,
      });
      assert.deepEqual(
        [answer.status, answer.statusText, answer.protocol],
        [201, "Made", "HTTP/1.1"],
      );
      assert.deepEqual(
        answer.headers.filter(([name]) => name === "X-Two").map(([, value]) => value),
        ["1", "2"],
      );
      const text = await textOf(answer);
      assert.ok(text.startsWith('["POST","/",'), text);
      assert.ok(text.endsWith('"ab"]'), text);
      assert.ok(text.includes('"X-A","1","X-A","2"') && text.includes(`localhost:${port}`), text);
      assert.ok(!text.includes("evil.test") && !text.includes('"99"'), text);
    }
  });

  it("keeps its connection for the next, and sends again when that was closed meanwhile", async () => {
    const sockets = new Set<Socket>();
    let requests = 0;
    const port = await http((request, response) => {
      sockets.add(request.socket);
      // The third request finds a connection that ends under it.
      if (++requests === 3) request.socket.destroy();
      else response.end(String(requests));
    });
    const egress = guard();
    const texts: string[] = [];
    for (let n = 0; n < 3; n++) texts.push(await textOf(await get(egress, port)));
    assert.deepEqual(texts, ["1", "2", "4"]);
    assert.equal(sockets.size, 2);
    requests = 2;
    const post = await refusal(get(egress, port, { method: "POST", body: Buffer.from("x") }));
    assert.match(post.reason, /ECONNRESET/, "what may have had an effect is not repeated");
  });

  it("tells of a server that breaks off, also in the middle of its answer", async () => {
    const port = await tcp((socket) => {
      socket.once("data", () =>
        socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it", () =>
          socket.destroy(),
        ),
      );
    });
    const answer = await get(guard(), port);
    const failure = await refusal(textOf(answer));
    assert.equal(failure.code, "unavailable");
    const closing = await tcp((socket) => socket.destroy());
    assert.equal((await refusal(get(guard(), closing))).code, "unavailable");
  });

  it("tells of a server that says nothing, before and in its answer", async () => {
    const silent = await tcp((socket) => socket.resume());
    const late = await refusal(get(guard(), silent, { readTimeoutMs: 30 }));
    assert.equal(late.code, "timeout");
    const halting = await tcp((socket) => {
      socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"));
    });
    const answer = await get(guard(), halting, { readTimeoutMs: 200 });
    assert.equal((await refusal(textOf(answer))).code, "timeout");
  });

  it("ends with the run, whatever it waits for", async () => {
    const silent = await tcp((socket) => socket.resume());
    const stop = new AbortController();
    const asking = get(guard(), silent, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error("stopped")), 20);
    await assert.rejects(asking, { message: "stopped" });
  });

  it("does not speak HTTP to the ports of other services", async () => {
    const url = new URL("http://127.0.0.1:6379/");
    const asking = guard().request({ method: "GET", url, headers: [], signal });
    assert.match((await refusal(asking)).reason, /does not speak HTTP/);
  });
});
