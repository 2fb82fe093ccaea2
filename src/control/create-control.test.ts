import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import { freshControl, openControl, temporaryDirectory } from "../../test/support/open-control.ts";
import { WorkerExecutor } from "./execution/worker-executor.ts";

test("The first start makes what the published examples name, and later ones leave it", async () => {
  await using directory = await temporaryDirectory();
  {
    await using control = await openControl(directory.path, { admin: {} });
    assert.equal(control.firstStart?.adminName, "admin");
    assert.match(control.firstStart?.generatedPassword ?? "", /^\S{16}$/);
    const admin = await control.identity.operator();
    const { path } = await control.pipelines.get(admin, { path: "/myOrg/myProject/myPipeline" });
    assert.equal(path, "/myOrg/myProject/myPipeline");
  }
  await using again = await openControl(directory.path);
  assert.equal(again.firstStart, undefined);
  const admin = await again.identity.operator();
  assert.deepEqual(await again.orgs.counts(admin), { organizations: 1, projects: 2, assets: 3 });
});

test("T2 T15 T7 The published example runs to its end on the real executor", async () => {
  await using executor = new WorkerExecutor(systemClock);
  await using fresh = await freshControl({ executor });
  const { control, admin } = fresh;
  const run = await control.runs.execute(admin, {
    source: { kind: "stored", target: { path: "/myOrg/myProject/myPipeline" } },
    wait: true,
  });
  assert.deepEqual(run.errors, []);
  assert.deepEqual(
    run.stateLog.map((entry) => entry.state),
    ["Queued", "NoUpdate", "Prepared", "Started", "Completed"],
  );
  const opened = await control.files.open(admin, {
    org: "myOrg",
    projectPath: "myProject",
    name: "large-orders.json",
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.content) chunks.push(chunk);
  const orders: unknown = JSON.parse(Buffer.concat(chunks).toString());
  assert.ok(Array.isArray(orders));
  assert.equal(orders.length, 3);
  assert.deepEqual(orders[0], {
    id: 1003,
    customer: "Chiyo Tanaka",
    item: "Chair, oak",
    total: 516,
  });
  assert.deepEqual(await readdir(join(fresh.path, "spill")), []);
});

test("T6 The sample pipeline has no findings and validates with previews", async () => {
  await using executor = new WorkerExecutor(systemClock);
  await using fresh = await freshControl({ executor });
  const { control, admin } = fresh;
  const validation = await control.runs.validate(admin, {
    source: { kind: "stored", target: { path: "/myOrg/myProject/myPipeline" } },
  });
  assert.deepEqual(validation.findings, []);
  assert.equal(validation.state, "Completed");
  assert.equal(validation.errorCount, 0);
  const mapper = validation.snapStatuses.find((status) => status.label === "Shape order");
  assert.equal(mapper?.preview["output0"]?.length, 3);
});

test("The data directory is private and refuses a second process while the first is there", async () => {
  await using directory = await temporaryDirectory();
  const first = await openControl(directory.path);
  assert.equal((await stat(directory.path)).mode & 0o777, 0o700);
  await assert.rejects(openControl(directory.path), (failure) => {
    assert.ok(failure instanceof Refusal);
    assert.equal(failure.code, "data-directory-in-use");
    assert.match(failure.reason, new RegExp(`process ${process.pid} holds`));
    return true;
  });
  await first[Symbol.asyncDispose]();
  const second = await openControl(directory.path);
  await second[Symbol.asyncDispose]();
});
