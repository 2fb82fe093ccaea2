import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultLimits } from "../../base/limits.ts";
import { checkSchedule, nextTime, type Schedule } from "./schedule.ts";

const cron = (expression: string, more: Partial<Schedule> = {}): Schedule => ({
  repeat: { kind: "cron", expression },
  timeZone: "Europe/Berlin",
  blackoutDates: [],
  missed: "skip",
  ...more,
});

/** The next times after one, in UTC. */
function times(schedule: Schedule, after: string, count: number): readonly string[] {
  const found: string[] = [];
  let ms: number | undefined = Date.parse(after);
  while (found.length < count) {
    ms = nextTime(schedule, ms);
    if (ms === undefined) break;
    found.push(new Date(ms).toISOString().slice(0, 16));
  }
  return found;
}

describe("schedules", () => {
  it("keep the hour of their time zone when the clocks go forward and back", () => {
    assert.deepEqual(times(cron("30 6 * * *"), "2026-03-27T12:00:00Z", 3), [
      "2026-03-28T05:30",
      "2026-03-29T04:30",
      "2026-03-30T04:30",
    ]);
    assert.deepEqual(times(cron("30 6 * * *"), "2026-10-24T00:00:00Z", 3), [
      "2026-10-24T04:30",
      "2026-10-25T05:30",
      "2026-10-26T05:30",
    ]);
  });

  it("are due once on the day whose hour does not exist, and once on the day that has it twice", () => {
    const forward = times(cron("30 2 * * *"), "2026-03-28T12:00:00Z", 2);
    assert.deepEqual(forward, ["2026-03-29T01:00", "2026-03-30T00:30"]);
    const back = times(cron("30 2 * * *"), "2026-10-24T12:00:00Z", 2);
    assert.deepEqual(back, ["2026-10-25T00:30", "2026-10-26T01:30"]);
  });

  it("know leap days and the ends of months", () => {
    assert.deepEqual(times(cron("0 0 29 2 *", { timeZone: "UTC" }), "2026-01-01T00:00:00Z", 2), [
      "2028-02-29T00:00",
      "2032-02-29T00:00",
    ]);
    assert.deepEqual(times(cron("0 0 L * *", { timeZone: "UTC" }), "2028-01-31T12:00:00Z", 2), [
      "2028-02-29T00:00",
      "2028-03-31T00:00",
    ]);
  });

  it("leave out blackout dates of their time zone, with whatever is due on them", () => {
    const schedule = cron("0 * * * *", { blackoutDates: ["2026-03-29", "2026-03-30"] });
    assert.deepEqual(times(schedule, "2026-03-28T21:30:00Z", 2), [
      "2026-03-28T22:00",
      "2026-03-30T22:00",
    ]);
    const seconds = cron("* * * * * *", { blackoutDates: ["2026-10-25"] });
    assert.deepEqual(times(seconds, "2026-10-24T21:59:59Z", 1), ["2026-10-25T23:00"]);
  });

  it("begin with their start and end before their end", () => {
    const startMs = Date.parse("2026-06-01T08:00:00Z");
    const window = { timeZone: "UTC", startMs, endMs: startMs + 120_000 };
    const expected = ["2026-06-01T08:00", "2026-06-01T08:01"];
    assert.deepEqual(times(cron("* * * * *", window), "2026-01-01T00:00:00Z", 9), expected);
    const every = { kind: "interval", everyMs: 60_000 } as const;
    const interval = { ...cron("", window), repeat: every };
    assert.deepEqual(times(interval, "2026-01-01T00:00:00Z", 9), expected);
    const once = { ...cron("", window), repeat: { kind: "once" } as const };
    assert.deepEqual(times(once, "2026-01-01T00:00:00Z", 9), expected.slice(0, 1));
    assert.deepEqual(times(once, "2026-06-01T08:00:00Z", 1), []);
  });

  it("count intervals from their start, whatever the clocks do", () => {
    const startMs = Date.parse("2026-03-28T22:30:00Z");
    const every = { kind: "interval", everyMs: 3 * 60 * 60 * 1000 } as const;
    assert.deepEqual(
      times({ ...cron("", { startMs }), repeat: every }, "2026-03-28T23:00:00Z", 2),
      ["2026-03-29T01:30", "2026-03-29T04:30"],
    );
  });

  it("end when nothing is left but blackout dates", () => {
    const schedule = cron("0 12 24 12 *", {
      endMs: Date.parse("2028-01-01T00:00:00Z"),
      blackoutDates: ["2026-12-24", "2027-12-24"],
    });
    assert.deepEqual(times(schedule, "2026-01-01T00:00:00Z", 1), []);
  });

  it("are refused when they cannot be followed", () => {
    const wrong: readonly (readonly [Schedule, RegExp])[] = [
      [cron("61 * * * *"), /cron expression/],
      [cron("* * *"), /cron expression/],
      [cron("* * * * *", { timeZone: "Mars/Olympus" }), /time zone/],
      [cron("* * * * *", { blackoutDates: ["2026-02-30"] }), /2026-02-30/],
      [cron("* * * * *", { blackoutDates: Array(400).fill("2026-01-01") }), /400/],
      [cron("* * * * *", { startMs: 5, endMs: 5 }), /end/],
      [{ ...cron(""), repeat: { kind: "interval", everyMs: 10 } }, /10 ms/],
      [{ ...cron(""), repeat: { kind: "interval", everyMs: Number.NaN } }, /NaN/],
      [{ ...cron(""), repeat: { kind: "once" } }, /start/],
    ];
    for (const [schedule, reason] of wrong) {
      assert.throws(() => checkSchedule(schedule, defaultLimits), {
        code: "invalid-argument",
        reason,
      });
    }
    assert.deepEqual(checkSchedule(cron("0 6 * * 1-5"), defaultLimits), cron("0 6 * * 1-5"));
  });
});
