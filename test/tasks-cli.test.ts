import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { isObject } from "../src/base/json.ts";
import { runCli } from "./support/run-cli.ts";
import { type RunningServer, startServer } from "./support/server.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";
import { until } from "./support/until.ts";

const task = "/myOrg/myProject/tick";

describe("tasks of a real server", () => {
  it("N2 are made on the command line, and a schedule goes on after kill -9", async () => {
    await using directory = await temporaryDirectory();
    const data = ["--data", directory.path];
    {
      await using server = await startServer({ dataDirectory: directory.path });
      const every = "task create --pipeline myPipeline --every 1 --make-up --param minimum=10";
      const created = await runCli([...every.split(" "), task, ...data]);
      assert.equal(created.code, 0, created.stderr);
      assert.match(created.stdout, /^\/myOrg\/myProject\/tick {2}every 1 s, next /);
      await until(async () => (await scheduled(server)) > 0);
      await server.stop("SIGKILL");
    }
    await using server = await startServer({ dataDirectory: directory.path });
    const before = await scheduled(server);
    await until(async () => (await scheduled(server)) > before);
    const disabled = await runCli(["task", "disable", task, ...data]);
    assert.match(disabled.stdout, /disabled/, disabled.stderr);
    await until(async () => (await atWork(server)) === 0);
    const still = await scheduled(server);
    assert.match((await runCli(["task", "list", "myOrg", ...data])).stdout, /scheduled.*disabled/);
    assert.equal(await scheduled(server), still);
    const refused = await runCli(["task", "run", task, ...data]);
    assert.match(refused.stderr, /is disabled/);
  });

  it("N2 are imported from an .slt, triggered, and deleted", async () => {
    await using directory = await temporaryDirectory();
    await using server = await startServer({ dataDirectory: directory.path });
    const data = ["--data", directory.path];
    const file = join(directory.path, "task.slt");
    const parameters = { pipeline_path: "/Elsewhere/project/myPipeline", enabled: true };
    await writeFile(file, JSON.stringify({ job_name: "asked for", parameters, schedule: {} }));
    const path = "/myOrg/myProject/asked for";
    const imported = await runCli(["task", "import", file, "/myOrg/myProject", ...data]);
    assert.equal(imported.code, 0, imported.stderr);
    const [, token = ""] = /Bearer (\S+)/.exec(imported.stdout) ?? [];
    const url = `${server.url}/api/1/rest/slsched/feed/myOrg/myProject/asked%20for`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200, await answer.text());
    const run = await runCli(["task", "run", path, "--param", "minimum=1", ...data]);
    assert.match(run.stdout, /^[0-9a-f]{24}_\S+ {2}\w+\n$/, run.stderr);
    assert.equal((await runCli(["task", "enable", path, ...data])).code, 0);
    assert.equal((await runCli(["task", "delete", path, ...data])).code, 0);
    assert.equal((await runCli(["task", "delete", path, ...data])).code, 1);
    assert.match(
      (await runCli(["task", "delete", "/short", ...data])).stderr,
      /\/org\/project\/name/,
    );
  });
});

/** Runs that a schedule began. */
function scheduled(server: RunningServer): Promise<number> {
  return count(server, "invoker=scheduled");
}

async function atWork(server: RunningServer): Promise<number> {
  const counts = await Promise.all(
    ["Queued", "NoUpdate", "Prepared", "Started"].map((state) => count(server, `state=${state}`)),
  );
  return counts.reduce((sum, runs) => sum + runs, 0);
}

async function count(server: RunningServer, filter: string): Promise<number> {
  const answer = await fetch(`${server.url}/api/1/rest/public/runtime/myOrg?${filter}`, {
    headers: { authorization: `SLToken ${server.token}` },
  });
  const body: unknown = await answer.json();
  assert.ok(isObject(body) && isObject(body["response_map"]), JSON.stringify(body));
  return Number(body["response_map"]["total"]);
}
