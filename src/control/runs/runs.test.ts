import assert from "node:assert/strict";
import { test } from "node:test";
import { freshControl, handExecutor, openControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { buildSlp } from "../../pipeline/build-slp.ts";
import type { Control } from "../control.ts";
import type { Caller } from "../caller.ts";
import type { Run, RunSource, RunState } from "./runs.ts";

const where = { org: "myOrg", projectPath: "myProject" };
const stored: RunSource = {
  kind: "stored",
  target: { path: "/myOrg/myProject/myPipeline" },
};

function generator(label: string): string {
  const classId = "com-snaplogic-snaps-transform-jsongenerator";
  return buildSlp({
    label,
    snaps: [{ id: "make", classId, settings: { editable_content: "[]" } }],
  });
}

function statesOf(run: Run): readonly RunState[] {
  return run.stateLog.map((entry) => entry.state);
}

/** Waits until a run is in a state, by asking. */
async function untilState(
  control: Control,
  caller: Caller,
  ruuid: string,
  state: RunState,
): Promise<Run> {
  for (;;) {
    const run = await control.runs.get(caller, ruuid);
    if (run.state === state) return run;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("T7 With wait false the run is queued and on disk; its states follow in order", async () => {
  const hand = handExecutor();
  await using fresh = await freshControl({ executor: hand.executor });
  const { control, admin } = fresh;
  const queued = await control.runs.execute(admin, {
    source: stored,
    parameters: { minimum: "5" },
    wait: false,
  });
  assert.match(queued.ruuid, /^[0-9a-f]{24}_[0-9a-f-]{36}$/);
  await untilState(control, admin, queued.ruuid, "Started");
  const [order] = hand.orders;
  assert.equal(order?.path, "/myOrg/myProject/myPipeline");
  assert.equal(order?.projectPath, "/myOrg/myProject");
  assert.equal(order?.plexPath, "/myOrg/rt/local/dev");
  assert.deepEqual(order?.parameters, { minimum: "5" });
  const error = { error: "Broken.", reason: "It was.", resolution: "Mend it." };
  hand.end({ state: "Failed", errors: [error], documents: 7, errorDocuments: 1 });
  const ended = await untilState(control, admin, queued.ruuid, "Failed");
  assert.deepEqual(statesOf(ended), [
    "Queued",
    "NoUpdate",
    "Prepared",
    "Started",
    "Failing",
    "Failed",
  ]);
  assert.deepEqual([ended.errors, ended.documents, ended.errorDocuments], [[error], 7, 1]);
  assert.equal(ended.pipelineVersion, 1);
});

test("Runs past the slots wait in line, and past the line they are refused", async () => {
  const hand = handExecutor();
  const limits = { runsPerNodeMax: 1, runsQueuedMax: 1 };
  await using fresh = await freshControl({ executor: hand.executor, limits });
  const { control, admin } = fresh;
  const first = await control.runs.execute(admin, { source: stored, wait: false });
  await untilState(control, admin, first.ruuid, "Started");
  const second = await control.runs.execute(admin, { source: stored, wait: false });
  assert.equal(second.state, "Queued");
  const full = await refusalOf(
    control.runs.execute(admin, { source: stored, wait: false }),
    "limit-reached",
  );
  assert.match(full.reason, /`runsQueuedMax`/);
  const target = { snaplexPath: "myOrg/rt/local/dev" };
  const details = await control.snaplexes.details(admin, target);
  assert.deepEqual([details.runsQueued, details.nodes[0]?.activePipelines], [1, 1]);
  hand.end();
  await untilState(control, admin, second.ruuid, "Started");
  hand.end();
  await untilState(control, admin, second.ruuid, "Completed");
  assert.equal((await control.runs.list(admin, { org: "myOrg" })).runs.length, 2);
});

test("A run is stopped at work and in the queue, and an ended one refuses", async () => {
  const hand = handExecutor();
  const limits = { runsPerNodeMax: 1 };
  await using fresh = await freshControl({ executor: hand.executor, limits });
  const { control, admin } = fresh;
  const first = await control.runs.execute(admin, { source: stored, wait: false });
  await untilState(control, admin, first.ruuid, "Started");
  const second = await control.runs.execute(admin, { source: stored, wait: false });
  const stoppedInQueue = await control.runs.stop(admin, second.ruuid);
  assert.deepEqual(statesOf(stoppedInQueue), ["Queued", "Stopping", "Stopped"]);
  const stopped = await control.runs.stop(admin, first.ruuid);
  assert.deepEqual(statesOf(stopped).slice(-3), ["Started", "Stopping", "Stopped"]);
  await refusalOf(control.runs.stop(admin, first.ruuid), "conflict");
  await refusalOf(control.runs.stop(admin, "none"), "not-found");
  assert.equal(hand.orders.length, 1);
});

test("T7 A run past its timeout is stopped and says so", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  const run = await control.runs.execute(admin, { source: stored, wait: true, timeoutMs: 20 });
  assert.equal(run.state, "Stopped");
  assert.match(run.errors[0]?.error ?? "", /stopped at its timeout/);
  assert.match(run.errors[0]?.reason ?? "", /0\.02 seconds/);
  const bad = control.runs.execute(admin, { source: stored, wait: true, timeoutMs: 0 });
  await refusalOf(bad, "invalid-argument");
});

test("T19 An aborted call stops the run that it waits for", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  const controller = new AbortController();
  const waiting = control.runs.execute(admin, {
    source: stored,
    wait: true,
    signal: controller.signal,
  });
  controller.abort(new Error("cancelled"));
  await assert.rejects(waiting, /cancelled/);
  const { runs } = await control.runs.list(admin, { org: "myOrg" });
  assert.ok(runs.every((run) => run.state === "Stopped"));
});

test("T7 An inline pipeline runs without being stored, and with duplicate_check false is stored first", async () => {
  const hand = handExecutor();
  await using fresh = await freshControl({ executor: hand.executor });
  const { control, admin } = fresh;
  const source = { ...where, kind: "inline", slp: generator("Inline") } as const;
  const temporary = await control.runs.execute(admin, { source, wait: false });
  assert.equal(temporary.pipelinePath, "/myOrg/myProject/Inline");
  assert.equal(temporary.stored, undefined);
  const target = { path: "/myOrg/myProject/Inline" };
  await refusalOf(control.pipelines.get(admin, target), "not-found");
  const overwriting = { ...source, duplicateCheck: false };
  const executed = await control.runs.execute(admin, { source: overwriting, wait: false });
  assert.equal(executed.stored?.action, "created");
  assert.equal(executed.pipelineVersion, 1);
  assert.equal((await control.pipelines.get(admin, target)).slp, source.slp);
  const broken = { ...source, slp: "{" };
  await refusalOf(control.runs.execute(admin, { source: broken, wait: true }), "invalid-pipeline");
});

test("T6 Lint errors fail the validation without a run, with message and fix at the Snap", async () => {
  const hand = handExecutor();
  await using fresh = await freshControl({ executor: hand.executor });
  const { control, admin } = fresh;
  const slp = buildSlp({ label: "Bad", snaps: [{ id: "a", classId: "com-none", label: "Odd" }] });
  const source = { ...where, kind: "inline", slp, duplicateCheck: false } as const;
  const validation = await control.runs.validate(admin, { source });
  assert.equal(validation.state, "Failed");
  assert.equal(validation.ruuid, undefined);
  assert.ok(validation.errorCount > 0);
  const [status] = validation.snapStatuses;
  assert.deepEqual([status?.label, status?.state], ["Odd", "Failed"]);
  assert.notEqual(status?.message, "");
  assert.notEqual(status?.fix, "");
  assert.deepEqual(hand.orders, []);
  await refusalOf(control.pipelines.get(admin, { ...where, name: "Bad" }), "not-found");
});

test("T22 A run of another org answers as one that does not exist", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  const run = await control.runs.execute(admin, { source: stored, wait: false });
  await control.identity.createUser(admin, { name: "ada", password: "engine", admin: false });
  const ada = await control.identity.operator("ada");
  const foreign = await refusalOf(control.runs.get(ada, run.ruuid), "not-found");
  const unknown = await refusalOf(control.runs.get(ada, "0".repeat(run.ruuid.length)), "not-found");
  assert.equal(foreign.reason, unknown.reason);
  await refusalOf(control.runs.stop(ada, run.ruuid), "not-found");
  await refusalOf(control.runs.execute(ada, { source: stored, wait: false }), "not-found");
});

test("Runs are listed newest first, in pages, by state and pipeline", async () => {
  const hand = handExecutor();
  await using fresh = await freshControl({ executor: hand.executor });
  const { control, admin } = fresh;
  const ruuids: string[] = [];
  for (let index = 0; index < 5; index++) {
    const waiting = control.runs.execute(admin, { source: stored, wait: false });
    const { ruuid } = await waiting;
    await untilState(control, admin, ruuid, "Started");
    hand.end();
    await untilState(control, admin, ruuid, "Completed");
    ruuids.push(ruuid);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await control.runs.list(admin, { org: "myOrg", limit: 2, cursor });
    seen.push(...page.runs.map((run) => run.ruuid));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.equal(seen.length, 5);
  assert.deepEqual(new Set(seen), new Set(ruuids));
  const failed = await control.runs.list(admin, { org: "myOrg", state: "Failed" });
  assert.deepEqual(failed.runs, []);
});

test("A shutdown stops the runs at work and says why", async () => {
  await using fresh = await freshControl();
  const { control, admin, path } = fresh;
  const { ruuid } = await control.runs.execute(admin, { source: stored, wait: false });
  await untilState(control, admin, ruuid, "Started");
  await control[Symbol.asyncDispose]();
  await using again = await openControl(path);
  const run = await again.runs.get(admin, ruuid);
  assert.equal(run.state, "Stopped");
  assert.match(run.errors[0]?.reason ?? "", /server was shut down/);
});
