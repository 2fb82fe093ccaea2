import { once } from "node:events";
import { createServer } from "node:http";
import { isObject } from "../../src/base/json.ts";

/** What stands between a client and a server and does not leave their messages as they are. */
export interface Meddling {
  /** Called with the JSON-RPC method of each request; `swallow` answers 202 and passes nothing on. */
  readonly onRequest?: (method: string) => "swallow" | undefined;
  /** Answer headers that get lost. */
  readonly drops?: readonly string[];
}

export async function meddlingProxy(
  target: string,
  { onRequest, drops = [] }: Meddling,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const message: unknown = body === "" ? {} : JSON.parse(body);
    const method = isObject(message) ? String(message["method"]) : "";
    if (onRequest?.(method) === "swallow") {
      response.writeHead(202).end();
      return;
    }
    const passed = ["authorization", "content-type", "mcp-session-id"].flatMap((name) => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value] as const] : [];
    });
    const answer = await fetch(target + String(request.url), {
      method: request.method ?? "GET",
      headers: Object.fromEntries(passed),
      ...(body === "" ? {} : { body }),
    });
    const headers = ["content-type", "mcp-session-id"].flatMap((name) => {
      const value = drops.includes(name) ? null : answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    response.writeHead(answer.status, Object.fromEntries(headers)).end(await answer.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
