import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { believe } from "../../src/base/believe.ts";
import { printJson } from "../../src/base/json.ts";
import { createEgress } from "../../src/engine/egress/create-egress.ts";
import type { Egress } from "../../src/engine/egress/egress.ts";
import { type EgressPolicy, publicOnly } from "../../src/engine/egress/egress-policy.ts";
import type { Lookup } from "../../src/engine/egress/lookup.ts";
import type { ExampleAnswer } from "../../src/engine/define-snap.ts";

/** The world of an example: one real server that answers for every host, as `serves` says. */
export interface ExampleWorld extends AsyncDisposable {
  readonly egress: Egress;
  /** For runs that make their own guard: this policy, with this way to look up names. */
  readonly policy: EgressPolicy;
  readonly lookup: Lookup;
}

/**
 * Serves on loopback, as the proxy that everything goes through: `http://api.example.com` in an example is spoken to
 * over a real connection. Answers to the same request follow each other; the last one stays.
 */
export async function serveExample(
  serves: readonly ExampleAnswer[],
  limits: { readonly egressConnectMs: number },
): Promise<ExampleWorld> {
  const left = serves.slice();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => answer(left, request, body, response));
  });
  server.on("connect", (_request, socket) => {
    socket.write("HTTP/1.1 200 Connected\r\n\r\n");
    socket.on("error", () => undefined);
    server.emit("connection", socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const policy = { ...publicOnly, proxy: `http://127.0.0.1:${port}` };
  const egress = createEgress(policy, limits, lookup);
  return {
    egress,
    policy,
    lookup,
    [Symbol.asyncDispose]: async () => {
      egress.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Every name leads to a public address, which the proxy stands in for. */
const lookup: Lookup = async () => ["93.184.216.34"];

function answer(
  left: ExampleAnswer[],
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): void {
  const { method = "", url = "" } = request;
  const fits = (one: ExampleAnswer): boolean =>
    one.path === url && (one.method ?? "GET") === method && heard(one, request, body);
  const found = left.findIndex(fits);
  const one = left[found];
  if (one === undefined) {
    const headers = printJson(request.headers);
    response.writeHead(404, { "content-type": "text/plain" });
    response.end(`The example serves no ${method} ${url} with ${headers} and ${printJson(body)}`);
    return;
  }
  if (left.some((other, index) => index > found && fits(other))) left.splice(found, 1);
  const content = one.body ?? "";
  const isText = typeof content === "string";
  response.statusCode = one.status ?? 200;
  response.sendDate = false;
  response.removeHeader("connection");
  response.setHeader("content-type", isText ? "text/plain" : "application/json");
  for (const [name, value] of Object.entries(one.headers ?? {})) response.setHeader(name, value);
  response.end(isText ? content : printJson(content));
}

function heard(one: ExampleAnswer, request: IncomingMessage, body: string): boolean {
  const headers = Object.entries(one.sent?.headers ?? {});
  return (
    (one.sent?.body === undefined || one.sent.body === body) &&
    headers.every(([name, value]) => request.headers[name.toLowerCase()] === value)
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of believe<AsyncIterable<Uint8Array>>(request)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
