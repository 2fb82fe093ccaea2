import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { systemClock } from "../base/clock.ts";
import { isObject } from "../base/json.ts";
import { createCatalogue } from "../engine/catalogue.ts";
import { createPygen } from "../pygen/create-pygen.ts";
import { snaps } from "../snaps/catalog.gen.ts";
import { defaultLimits } from "../base/limits.ts";
import { silentLogger } from "../base/logger.ts";
import { platformTools } from "../tools/platform/catalog.gen.ts";
import { prompts } from "../tools/prompts/catalog.gen.ts";
import { createToolbox } from "../tools/toolbox.ts";
import { initialized, initializeMessage } from "../../test/support/mcp-session.ts";
import { serveEdge } from "../../test/support/serve-edge.ts";
import { toolboxSurface } from "./toolbox-surface.ts";
import { serveStdio } from "./stdio.ts";

const newRequestId = (): string => "request";

test("T16 over stdio files of the machine are uploaded by path", async () => {
  await using served = await serveEdge();
  const directory = await mkdtemp(join(tmpdir(), "slipway-stdio-"));
  const path = join(directory, "orders.csv");
  await writeFile(path, "id\n1\n");
  const input = new PassThrough();
  const output = new PassThrough();
  const surroundings = { clock: systemClock, limits: defaultLimits, logger: silentLogger };
  const toolbox = createToolbox({
    ...surroundings,
    control: served.control,
    pygen: createPygen(createCatalogue(snaps), () => Promise.resolve([])),
    tools: platformTools,
    prompts,
  });
  const parts = {
    ...surroundings,
    surface: toolboxSurface({
      newRequestId,
      toolbox,
      clock: systemClock,
      limits: defaultLimits,
      progressIntervalMs: 5_000,
    }),
    serverInfo: { name: "slipway", version: "0.0.0" },
    newSessionId: () => "none",
    newRequestId,
  };
  const caller = await served.control.identity.operator();
  const { signal } = new AbortController();
  const ended = serveStdio(parts, caller, { input, output }, signal);
  const lines = createInterface({ input: output })[Symbol.asyncIterator]();
  const ask = async (message: object): Promise<Record<string, unknown>> => {
    input.write(`${JSON.stringify(message)}\n`);
    for (;;) {
      const answer: unknown = JSON.parse(String((await lines.next()).value));
      assert.ok(isObject(answer), JSON.stringify(answer));
      if (!("id" in answer)) continue;
      assert.ok(isObject(answer["result"]), JSON.stringify(answer));
      return answer["result"];
    }
  };
  await ask(initializeMessage());
  input.write(`${JSON.stringify(initialized)}\n`);
  const listed = await ask({ jsonrpc: "2.0", id: 2, method: "tools/list" });
  assert.match(JSON.stringify(listed), /slp_file_path.*local_file_path/);
  const place = { org: "myOrg", project_path: "myProject", sldb_file_name: "stdio.csv" };
  const uploaded = await ask({
    jsonrpc: "2.0",
    id: 3,
    method: "tools/call",
    params: { name: "upload_sldb", arguments: { ...place, local_file_path: path } },
  });
  assert.equal(uploaded["isError"], false, JSON.stringify(uploaded));
  assert.match(JSON.stringify(uploaded), /"size":5/);
  const missing = await ask({
    jsonrpc: "2.0",
    id: 4,
    method: "tools/call",
    params: { name: "upload_sldb", arguments: { ...place, local_file_path: `${path}.no` } },
  });
  assert.match(JSON.stringify(missing), /orders\.csv\.no/);
  input.end();
  await ended;
  await rm(directory, { recursive: true, force: true });
});
