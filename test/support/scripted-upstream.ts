import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A server that does what a test says, in the place of the Platform MCP Server. */
export interface ScriptedUpstream extends AsyncDisposable {
  readonly url: string;
  /** First lines of what has reached it. */
  readonly seen: readonly string[];
  /** Headers of the latest request. */
  readonly headers: () => IncomingMessage["headers"];
  readonly connections: () => number;
}

export async function scriptedUpstream(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<ScriptedUpstream> {
  const seen: string[] = [];
  let headers: IncomingMessage["headers"] = {};
  let connections = 0;
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    headers = request.headers;
    answer(request, response);
  });
  server.on("connection", () => connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    headers: () => headers,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
