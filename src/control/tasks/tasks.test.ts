import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freshControl } from "../../../test/support/open-control.ts";
import type { NewTask } from "./tasks.ts";

const where = { org: "myOrg", projectPath: "myProject" };
const triggered: NewTask = {
  ...where,
  name: "on demand",
  kind: "triggered",
  pipelinePath: "myPipeline",
};

describe("tasks", () => {
  it("are created, listed, read and removed", async () => {
    await using opened = await freshControl();
    const { tasks } = opened.control;
    const created = await tasks.create(opened.admin, triggered);
    assert.deepEqual(
      [created.path, created.pipelinePath, created.enabled, created.owner, created.maxInFlight],
      ["/myOrg/myProject/on demand", "/myOrg/myProject/myPipeline", true, "admin", 200],
    );
    const { token, ...task } = created;
    assert.ok(token !== undefined && token.length > 20);
    assert.deepEqual(await tasks.list(opened.admin, { org: "myOrg" }), [task]);
    assert.deepEqual(await tasks.list(opened.admin, where), [task]);
    assert.deepEqual(await tasks.list(opened.admin, { ...where, projectPath: "shared" }), []);
    assert.deepEqual(await tasks.get(opened.admin, triggered), task);
    assert.equal((await tasks.remove(opened.admin, triggered)).id, task.id);
    await assert.rejects(tasks.get(opened.admin, triggered), { code: "not-found" });
  });

  it("are refused with what is wrong", async () => {
    await using opened = await freshControl({ limits: { scheduledTasksPerOrgMax: 2 } });
    const { tasks } = opened.control;
    await tasks.create(opened.admin, triggered);
    const wrong: readonly (readonly [Partial<NewTask>, string])[] = [
      [{}, "already-exists"],
      [{ name: "a/b" }, "invalid-argument"],
      [{ name: "b", pipelinePath: "myPipelin" }, "not-found"],
      [{ name: "b", snaplexPath: "nowhere" }, "not-found"],
      [{ name: "b", kind: "scheduled" }, "invalid-argument"],
      [{ name: "b", maxInFlight: 0 }, "invalid-argument"],
      [{ name: "b", maxFailures: -1 }, "invalid-argument"],
      [{ name: "b", executionTimeoutMs: 0.5 }, "invalid-argument"],
      [{ projectPath: "nowhere" }, "not-found"],
    ];
    for (const [change, code] of wrong) {
      await assert.rejects(
        tasks.create(opened.admin, { ...triggered, ...change }),
        { code },
        JSON.stringify(change),
      );
    }
    await tasks.create(opened.admin, { ...triggered, overwrite: true });
    await tasks.create(opened.admin, { ...triggered, name: "second" });
    await assert.rejects(tasks.create(opened.admin, { ...triggered, name: "third" }), {
      code: "limit-reached",
      reason: /scheduledTasksPerOrgMax/,
    });
  });

  it("have at most as many runs at work as they say", async () => {
    await using opened = await freshControl();
    const { tasks } = opened.control;
    await tasks.create(opened.admin, { ...triggered, maxInFlight: 1 });
    await tasks.run(opened.admin, triggered, { wait: false });
    await assert.rejects(tasks.run(opened.admin, triggered, { wait: false }), {
      code: "limit-reached",
      reason: /max_in_flight/,
    });
  });

  it("are read from an .slt: triggered, on a cron, with an interval, always on", async () => {
    await using opened = await freshControl();
    const { tasks } = opened.control;
    const load = (text: string) => tasks.importSlt(opened.admin, { ...where, slt: text });
    const plain = await load(slt("plain", {}));
    assert.deepEqual(
      [plain.kind, plain.pipelinePath, plain.parameters, plain.maxInFlight, plain.maxFailures],
      ["triggered", "/myOrg/myProject/myPipeline", { minimum: "50" }, 200, 10],
    );
    assert.deepEqual(
      plain.findings.map(({ place }) => place.pointer),
      ["/parameters/snaplex_path"],
    );
    const cron = await load(
      slt(
        "cron",
        {
          start_date: "2026-06-01",
          start_time: "08:00",
          time_zone: "Europe/Berlin",
          repeat: {
            by: "cron",
            cron: { minute: "30", hour: "6", day: "*", month: "*", day_of_week: "1-5" },
            ends: "2026-12-31",
            blackout_dates: ["2026-12-24"],
          },
        },
        { execution_timeout: 10, enabled: false, notification: { recipients: ["a@b"] } },
      ),
    );
    assert.deepEqual(cron.schedule, {
      repeat: { kind: "cron", expression: "30 6 * * 1-5" },
      timeZone: "Europe/Berlin",
      startMs: Date.parse("2026-06-01T06:00:00Z"),
      endMs: Date.parse("2026-12-31T22:59:59Z"),
      blackoutDates: ["2026-12-24"],
      missed: "skip",
    });
    assert.deepEqual([cron.executionTimeoutMs, cron.enabled], [600_000, false]);
    assert.match(JSON.stringify(cron.findings), /nobody is notified/);
    const every = await load(
      slt("every", { time_zone: "UTC", repeat: { by: "minutes", interval: 15 } }),
    );
    assert.deepEqual(every.schedule?.repeat, { kind: "interval", everyMs: 900_000 });
    const always = await load(slt("always", { always_on: true }));
    assert.equal(always.kind, "always_on");
    assert.match(JSON.stringify(always.findings), /not served by this build/);
    for (const bad of [
      "no json",
      "[]",
      "{}",
      slt("x", { repeat: { by: "moon" } }),
      slt("x", { start_date: "June 1" }),
      slt("x", { start_date: "2026-06-01", time_zone: "Mars" }),
    ]) {
      await assert.rejects(load(bad), { code: "invalid-content" }, bad.slice(0, 80));
    }
  });
});

/** A task as the platform exports it. */
function slt(name: string, schedule: unknown, parameters: unknown = {}): string {
  return JSON.stringify({
    job_class: "PipelineJob",
    job_name: name,
    note: "",
    trigger_type: "ScheduleTrigger",
    trigger: null,
    parameters: {
      pipeline_path: "/Other/space/project/myPipeline",
      pipeline_parameters: { minimum: "50" },
      snaplex_path: "/Other/shared/Cloud",
      job_type: "standard",
      enabled: true,
      execution_timeout: 0,
      max_in_flight: 200,
      max_failures: 10,
      ...Object(parameters),
    },
    schedule,
  });
}
