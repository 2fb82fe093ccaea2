import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { temporaryDirectory } from "./support/open-control.ts";
import { startServer } from "./support/server.ts";

const tls = join(import.meta.dirname, "fixtures", "tls");
const certificate = join(tls, "certificate.pem");

describe("an upstream behind TLS", () => {
  let upstream: Server;
  let host: string;
  before(async () => {
    upstream = createServer(
      { cert: readFileSync(certificate), key: readFileSync(join(tls, "key.pem")) },
      (request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ path: request.url, said: request.headers.authorization }));
      },
    );
    upstream.listen(0, "127.0.0.1");
    await once(upstream, "listening");
    const address = upstream.address();
    assert.ok(address !== null && typeof address === "object");
    host = `https://127.0.0.1:${address.port}`;
  });
  after(() => upstream.close());

  async function askThrough(environment: Readonly<Record<string, string>>): Promise<Response> {
    await using directory = await temporaryDirectory();
    const config = join(directory.path, "config.json");
    writeFileSync(config, JSON.stringify({ platform_mcp: { mode: "proxy", host } }));
    await using front = await startServer({
      dataDirectory: join(directory.path, "data"),
      args: ["--config", config],
      environment,
    });
    const answer = await fetch(`${front.url}${mcpPath}`, {
      method: "POST",
      headers: { authorization: "SLToken verbatim", "content-type": "application/json" },
      body: "{}",
    });
    return new Response(await answer.text(), { status: answer.status });
  }

  test("P10 an upstream whose certificate the operator trusts is asked over HTTPS", async () => {
    const answer = await askThrough({ NODE_EXTRA_CA_CERTS: certificate });
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { path: mcpPath, said: "SLToken verbatim" });
  });

  test("P10 an upstream whose certificate nobody trusts is not asked: 502", async () => {
    const answer = await askThrough({});
    assert.equal(answer.status, 502);
    assert.match(await answer.text(), /unreachable/);
  });
});
