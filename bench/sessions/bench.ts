import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { handshake } from "../mcp/contenders.ts";
import { type StartedServer, startServer } from "../mcp/start-server.ts";
import type { Benchmark } from "../support/benchmark.ts";

const sessions = 10_000;
const streams = 5_000;
const atOnce = 32;

const benchmark: Benchmark = {
  summary: "what 10,000 idle sessions and 5,000 open streams cost in memory",
  run: async ({ directory, say, signal }) => {
    await using server = await startServer(
      "slipway-server",
      [join(directory, "data")],
      ["--expose-gc"],
    );
    await open(server, 500, signal);
    const empty = (await server.usage()).rssBytes;
    const startedMs = performance.now();
    const opened = await open(server, sessions, signal);
    const perSecond = (sessions * 1000) / (performance.now() - startedMs);
    const idle = (await server.usage()).rssBytes;
    const sockets = await listen(server, opened.slice(0, streams), signal);
    const listening = (await server.usage()).rssBytes;
    for (const socket of sockets) socket.destroy();
    const figures = {
      bytesPerIdleSession: Math.round((idle - empty) / sessions),
      bytesPerStream: Math.round((listening - idle) / streams),
      initializesPerSecond: Math.round(perSecond),
    };
    say(`an idle session ${(figures.bytesPerIdleSession / 1024).toFixed(2)} KiB`);
    say(`an open stream ${(figures.bytesPerStream / 1024).toFixed(2)} KiB`);
    say(`${figures.initializesPerSecond} sessions opened a second, each one on disk`);
    return { sessions, streams, ...figures };
  },
};

export default benchmark;

type Headers = Readonly<Record<string, string>>;

async function open(server: StartedServer, count: number, signal: AbortSignal): Promise<Headers[]> {
  const opened: Headers[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (opened.length < count) {
        signal.throwIfAborted();
        opened.push(await handshake(server));
      }
    }),
  );
  return opened;
}

async function listen(
  server: StartedServer,
  headers: readonly Headers[],
  signal: AbortSignal,
): Promise<readonly Socket[]> {
  const waiting = [...headers];
  const sockets: Socket[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        signal.throwIfAborted();
        sockets.push(await stream(server, next));
      }
    }),
  );
  return sockets;
}

/** Opens the stream of a session over a plain socket, and waits for the first of it. */
function stream({ url, authorization }: StartedServer, headers: Headers): Promise<Socket> {
  const { hostname, port, host, pathname } = new URL(url);
  const lines = Object.entries({
    host,
    accept: "text/event-stream",
    authorization: authorization ?? "",
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect(Number(port), hostname, () =>
    socket.write(`GET ${pathname} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`),
  );
  socket.setEncoding("latin1");
  socket.once("error", reject);
  socket.once("data", (text) => {
    if (String(text).startsWith("HTTP/1.1 200")) resolve(socket);
    else reject(new Error(`the server answered ${String(text).slice(0, 300)}`));
  });
  return promise;
}
