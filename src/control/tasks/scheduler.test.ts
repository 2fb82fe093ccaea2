import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import {
  freshControl,
  handExecutor,
  openControl,
  type TestDependencies,
} from "../../../test/support/open-control.ts";
import { databasePathIn } from "../data-directory.ts";
import { alwaysOnPauseMs } from "./scheduler.ts";
import type { NewTask } from "./tasks.ts";

const start = Date.parse("2026-03-28T12:00:00Z");
const where = { org: "myOrg", projectPath: "myProject" };
const hourly: NewTask = {
  ...where,
  name: "hourly",
  kind: "scheduled",
  pipelinePath: "myPipeline",
  schedule: {
    repeat: { kind: "cron", expression: "0 * * * *" },
    timeZone: "UTC",
    blackoutDates: [],
    missed: "skip",
  },
};

/** A clock that stands still until it is moved. */
function handClock(): { now: () => number; to: (ms: number) => void } {
  let nowMs = start;
  return { now: () => nowMs, to: (ms) => void (nowMs = ms) };
}

async function open(options: TestDependencies = {}) {
  const clock = handClock();
  const hand = handExecutor();
  const opened = await freshControl({ clock, executor: hand.executor, ...options });
  const { control, admin } = opened;
  const runs = async () => (await control.runs.list(admin, { org: "myOrg" })).runs;
  const states = async (name: string) =>
    (await control.tasks.firings(admin, { ...where, name })).map(({ state }) => state);
  const ended = async (): Promise<void> => {
    while (
      (await runs()).some(({ state }) => !["Completed", "Failed", "Stopped"].includes(state))
    ) {
      hand.end();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return { ...opened, clock, hand, runs, states, ended };
}

const hourMs = 60 * 60 * 1000;

describe("the scheduler", () => {
  it("starts a task when it is due, once, whoever of several processes looks", async () => {
    await using opened = await open();
    const { control, admin, clock, runs } = opened;
    const created = await control.tasks.create(admin, hourly);
    assert.equal(created.nextMs, start + hourMs);
    await using first = control.openScheduler();
    await using second = control.openScheduler();
    await first.look();
    assert.equal((await runs()).length, 0);
    clock.to(start + hourMs);
    await Promise.all([first.look(), second.look(), first.look()]);
    await second.look();
    assert.deepEqual(
      (await runs()).map(({ invoker, user }) => [invoker, user]),
      [["scheduled", "admin"]],
    );
    const task = await control.tasks.get(admin, { ...where, name: "hourly" });
    assert.equal(task.nextMs, start + 2 * hourMs);
  });

  it("does not overlap runs, and says what it left out", async () => {
    await using opened = await open();
    const { control, admin, clock, runs, states, ended } = opened;
    await control.tasks.create(admin, hourly);
    await using scheduler = control.openScheduler();
    for (const hour of [1, 2]) {
      clock.to(start + hour * hourMs);
      await scheduler.look();
    }
    assert.deepEqual([(await runs()).length, await states("hourly")], [1, ["skipped", "started"]]);
    await ended();
    clock.to(start + 3 * hourMs);
    await scheduler.look();
    assert.deepEqual(await states("hourly"), ["started", "skipped", "started"]);
  });

  it("leaves out what was missed while no server was there, or makes up for it once", async () => {
    await using opened = await open();
    const { control, admin, clock, states } = opened;
    await control.tasks.create(admin, hourly);
    const schedule = { ...hourly.schedule, missed: "once" } as const;
    assert.ok(hourly.schedule !== undefined);
    await control.tasks.create(admin, {
      ...hourly,
      name: "made up",
      schedule: { ...hourly.schedule, ...schedule },
    });
    clock.to(start + 5.5 * hourMs);
    await using scheduler = control.openScheduler();
    await scheduler.look();
    assert.deepEqual([await states("hourly"), await states("made up")], [["missed"], ["started"]]);
    const { nextMs } = await control.tasks.get(admin, { ...where, name: "made up" });
    assert.equal(nextMs, start + 6 * hourMs);
  });

  it("goes on after a restart with what the rows say", async () => {
    await using opened = await open();
    const { control, admin, clock, path, hand } = opened;
    await control.tasks.create(admin, hourly);
    await control[Symbol.asyncDispose]();
    clock.to(start + hourMs + 5_000);
    await using again = await openControl(path, { clock, executor: hand.executor });
    await using scheduler = again.openScheduler();
    await scheduler.look();
    const [run] = (await again.runs.list(admin, { org: "myOrg" })).runs;
    assert.equal(run?.invoker, "scheduled");
  });

  it("starts what a process that is gone had claimed, unless its run had begun", async () => {
    await using opened = await open();
    const { control, admin, clock, path, runs, states } = opened;
    const task = await control.tasks.create(admin, hourly);
    const { id: org } = await control.orgs.resolve(admin, "myOrg");
    const claim = (id: string): void => {
      using database = new DatabaseSync(databasePathIn(path));
      database
        .prepare("insert into task_firings values (?, ?, ?, ?, ?, 'gone', 'claimed', null, '')")
        .run(id, org, task.id, clock.now(), clock.now());
    };
    claim("a");
    await using scheduler = control.openScheduler();
    clock.to(start + 29_000);
    await scheduler.look();
    assert.equal((await runs()).length, 0, "it may yet be at work");
    clock.to(start + 30_000);
    await scheduler.look();
    assert.deepEqual([await states("hourly"), (await runs()).length], [["started"], 1]);
    claim("b");
    await control.tasks.run(admin, { ...where, name: "hourly" }, { wait: false });
    clock.to(start + 60_000);
    await scheduler.look();
    assert.deepEqual([await states("hourly"), (await runs()).length], [["started", "started"], 2]);
  });

  it("keeps as many of the times at which a task was due as it may", async () => {
    await using opened = await open({ limits: { taskFiringsKeptMax: 2 } });
    const { control, admin, clock, states } = opened;
    await control.tasks.create(admin, hourly);
    await using scheduler = control.openScheduler();
    for (const hour of [1, 2, 3, 4]) {
      clock.to(start + hour * hourMs);
      await scheduler.look();
    }
    assert.deepEqual(await states("hourly"), ["skipped", "skipped"]);
  });

  it("disables a task after its last runs failed, and enabling forgets them", async () => {
    await using opened = await open();
    const { control, admin, clock, hand, runs, states } = opened;
    await control.tasks.create(admin, { ...hourly, maxFailures: 2 });
    await using scheduler = control.openScheduler();
    for (const hour of [1, 2]) {
      clock.to(start + hour * hourMs);
      await scheduler.look();
      while ((await runs()).some(({ state }) => state !== "Failed")) {
        hand.end({ state: "Failed" });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    clock.to(start + 3 * hourMs);
    await scheduler.look();
    assert.deepEqual(await states("hourly"), ["refused", "started", "started"]);
    const target = { ...where, name: "hourly" };
    assert.equal((await control.tasks.get(admin, target)).enabled, false);
    await assert.rejects(control.tasks.run(admin, target), { code: "conflict" });
    clock.to(start + 3 * hourMs + 1);
    await control.tasks.setEnabled(admin, target, true);
    clock.to(start + 4 * hourMs);
    await scheduler.look();
    assert.equal((await states("hourly"))[0], "started");
  });

  it("keeps an always-on pipeline running: it begins again when it has ended", async () => {
    await using opened = await open();
    const { control, admin, clock, runs, ended } = opened;
    await control.tasks.create(admin, {
      ...where,
      name: "always",
      kind: "always_on",
      pipelinePath: "myPipeline",
    });
    await using scheduler = control.openScheduler();
    await scheduler.look();
    assert.deepEqual(
      (await runs()).map(({ invoker }) => invoker),
      ["always_on"],
    );
    clock.to(start + alwaysOnPauseMs);
    await scheduler.look();
    assert.equal((await runs()).length, 1, "the first is still at work");
    await ended();
    clock.to(start + 2 * alwaysOnPauseMs);
    await scheduler.look();
    assert.equal((await runs()).length, 2);
  });

  it("acts with the rights that the owner has now", async () => {
    await using opened = await open();
    const { control, admin, clock, runs, states } = opened;
    const user = await control.identity.createUser(admin, {
      name: "ada",
      password: "correct battery",
      admin: false,
      grants: [{ org: "myOrg", role: "member" }],
    });
    const ada = { userId: user.id, name: "ada", admin: false, proof: "password" } as const;
    await control.tasks.create(ada, hourly);
    await control.identity.grant(admin, { user: "ada", org: "myOrg", role: "none" });
    await using scheduler = control.openScheduler();
    clock.to(start + hourMs);
    await scheduler.look();
    assert.deepEqual([await states("hourly"), (await runs()).length], [["refused"], 0]);
  });
});
