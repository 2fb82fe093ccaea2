import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { openMcp, post, initializeMessage } from "./support/mcp-session.ts";
import { rawRequest } from "./support/raw-request.ts";
import { startServer } from "./support/server.ts";

test("P6 no token, password or session id of a whole run stands in the log, no secret in the data", async () => {
  const password = "correct horse battery staple";
  await using server = await startServer({ environment: { SLIPWAY_ADMIN_PASSWORD: password } });
  const basic = Buffer.from(`admin:${password}`).toString("base64");
  const wrong = "local-unknownTokenOfThisTest";
  const session = await openMcp(server.url, `SLToken ${server.token}`);
  await session.call("list_snaplexes", { org: "myOrg" });
  await session.call("execute_pipeline", { pipeline_path: "/myOrg/myProject/nothing" });
  await session.send("{");
  await session.send({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "nothing" } });
  for (const authorization of [`SLToken ${wrong}`, `Basic ${basic}`, wrong, `Bearer ${wrong}`]) {
    await post(server.url, mcpPath, { authorization }, initializeMessage());
    await rawRequest(server.url, { path: `${mcpPath}?token=${wrong}`, headers: { authorization } });
  }
  await server.stop();
  const printed = server.output().split("\n");
  const log = printed.filter((line) => line.startsWith("{")).join("\n");
  const secrets = [server.token, password, basic, wrong];
  for (const secret of [...secrets, session.id]) assert.ok(!log.includes(secret), log);
  assert.ok(!printed.join("\n").includes(password));
  for (const name of await readdir(server.dataDirectory, { recursive: true })) {
    const bytes = await readFile(join(server.dataDirectory, name)).catch(() => Buffer.of());
    for (const secret of secrets) assert.ok(!bytes.includes(secret), `${name} has ${secret}`);
  }
});
