import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject } from "../../../src/base/json.ts";
import { reportUsage } from "./report-usage.ts";

/** What HTTP alone costs: reads and parses the body, answers a result of fixed shape. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    const { id = null, params } = isObject(body) ? body : {};
    const given = isObject(params) ? params["arguments"] : undefined;
    const text = isObject(given) ? String(given["text"]) : "";
    const result = { content: [{ type: "text", text }], isError: false };
    const answer = JSON.stringify({ jsonrpc: "2.0", id, result });
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}/mcp` })}\n`);
});

reportUsage();
