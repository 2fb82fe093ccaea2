import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isObject } from "../src/base/json.ts";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { openMcp } from "./support/mcp-session.ts";
import { startServer } from "./support/server.ts";
import { StubbornClient } from "./support/stubborn-client.ts";

/** How long the server is killed and started again; `CHAOS_SECONDS=60` is the long form. */
const chaosMs = Number(process.env["CHAOS_SECONDS"] ?? 20) * 1000;
const liveMs = chaosMs >= 60_000 ? 5_000 : 2_500;
const workers = 4;
/** So many times at least, however slowly the machine starts a server. */
const killsMin = 4;

test("P14 P8 a client that never initializes again loses no call while its server is killed over and over", async (context) => {
  const dataDirectory = await mkdtemp(join(tmpdir(), "slipway-chaos-"));
  let server = await startServer({ dataDirectory });
  const { url, token } = server;
  const { port } = new URL(url);
  const sessions = await Promise.all(
    Array.from({ length: workers }, () => openMcp(url, `SLToken ${token}`, mcpPath, "2025-11-25")),
  );
  const over = Date.now() + chaosMs;
  const failed = new AbortController();
  let kills = 0;
  const goesOn = (): boolean => Date.now() < over || kills < killsMin;
  const clients = sessions.map(({ headers }) => new StubbornClient(url + mcpPath, headers));
  try {
    const work = Promise.all(
      clients.map((client, worker) => keepCalling(client, worker, goesOn, failed.signal)),
    ).catch((thrown: unknown) => {
      failed.abort();
      throw thrown;
    });
    work.catch(() => {});
    while (goesOn() && !failed.signal.aborted) {
      await sleep(liveMs);
      await server.stop("SIGKILL");
      kills++;
      server = await startServer({ dataDirectory, args: ["--port", port] });
    }
    const uploaded = (await work).flat();
    const [client] = clients;
    assert.ok(client !== undefined);
    assert.deepEqual(await storedFiles(client), uploaded.toSorted());
    const sum = (name: keyof StubbornClient["counts"]): number =>
      clients.reduce((total, { counts }) => total + counts[name], 0);
    context.diagnostic(
      `${kills} kills, ${uploaded.length} files, ${sum("sent")} requests: ${sum("broken")} broke off, ${sum("resumed")} resumed, ${sum("interrupted")} interrupted`,
    );
    assert.ok(sum("broken") > 0 && uploaded.length > workers);
  } finally {
    failed.abort();
    await server.stop("SIGKILL");
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

/** Uploads a new file, runs a pipeline, and begins again; the org comes from the session's preferences. */
async function keepCalling(
  client: StubbornClient,
  worker: number,
  goesOn: () => boolean,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const uploaded: string[] = [];
  await client.call(
    "save_user_preferences",
    { default_org: "myOrg", default_path: "myProject" },
    signal,
  );
  while (goesOn()) {
    const name = `chaos-${worker}-${String(uploaded.length).padStart(5, "0")}.txt`;
    const given = { sldb_file_name: name, file_content: name, overwrite: false };
    const upload = JSON.stringify(await client.call("upload_sldb", given, signal));
    // A repeated upload finds what the first one, whose answer was lost, has done.
    assert.match(upload, /"success":true|already-exists/);
    uploaded.push(name);
    const run = await client.call("execute_pipeline", { pipeline_name: "myPipeline" }, signal);
    assert.match(JSON.stringify(run), /"state":"Completed"/);
  }
  return uploaded;
}

async function storedFiles(client: StubbornClient): Promise<readonly string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const given = { name_contains: "chaos-", limit: 100, ...(cursor !== undefined && { cursor }) };
    const result = await client.call("list_sldb_files", given, new AbortController().signal);
    const envelope = result["structuredContent"];
    assert.ok(isObject(envelope) && isObject(envelope["response"]));
    const { files, next_cursor: next } = envelope["response"];
    assert.ok(Array.isArray(files));
    for (const file of files) names.push(isObject(file) ? String(file["name"]) : "");
    cursor = typeof next === "string" ? next : undefined;
  } while (cursor !== undefined);
  return names.toSorted();
}
