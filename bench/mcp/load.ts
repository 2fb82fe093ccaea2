import { connect, type Socket } from "node:net";

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Connections that each ask again as soon as they are answered. */
  readonly connections: number;
  readonly durationMs: number;
}

export interface Measured {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The first answer, for a look at it. */
  readonly sample: string;
}

/** Keeps a server busy over plain sockets: so cheap to the client that the server is what is measured. */
export async function measure(load: Load): Promise<Measured> {
  const times: number[] = [];
  let sample = "";
  const startedMs = performance.now();
  const endMs = startedMs + load.durationMs;
  const request = requestText(load);
  await Promise.all(
    Array.from({ length: load.connections }, () =>
      askUntil(endMs, load.url, request, (answer, tookMs) => {
        sample ||= answer;
        times.push(tookMs);
      }),
    ),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  times.sort((one, other) => one - other);
  return {
    requests: times.length,
    requestsPerSecond: times.length / seconds,
    p50Ms: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    sample,
  };
}

function requestText({ url, headers, body }: Load): string {
  const { host, pathname } = new URL(url);
  const lines = Object.entries({
    host,
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return `POST ${pathname} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
}

function askUntil(
  endMs: number,
  url: string,
  request: string,
  answered: (answer: string, tookMs: number) => void,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket: Socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  socket.setEncoding("latin1");
  let received = "";
  let sentMs = 0;
  const ask = (): void => {
    sentMs = performance.now();
    socket.write(request);
  };
  socket.on("connect", ask);
  socket.on("error", reject);
  socket.on("data", (text: string) => {
    received += text;
    if (!isWhole(received)) return;
    const nowMs = performance.now();
    if (!received.startsWith("HTTP/1.1 200")) {
      socket.destroy();
      return reject(new Error(`the server answered ${received.slice(0, 500)}`));
    }
    answered(received, nowMs - sentMs);
    received = "";
    if (nowMs < endMs) return ask();
    socket.destroy();
    resolve();
  });
  return promise;
}

/** Whether an answer has come whole: by its length, or by its last chunk. */
function isWhole(text: string): boolean {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd < 0) return false;
  const length = /content-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1];
  return length === undefined
    ? text.endsWith("0\r\n\r\n")
    : text.length >= headEnd + 4 + Number(length);
}
