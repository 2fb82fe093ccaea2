import { Cron } from "croner";
import { Refusal, unreachable } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";

/** When a scheduled task is due. */
export interface Schedule {
  readonly repeat: Repeat;
  /** IANA name: `Europe/Berlin`. Cron and blackout dates are read in it. */
  readonly timeZone: string;
  /** Not before; intervals count from here. */
  readonly startMs?: number | undefined;
  /** Not at or after. */
  readonly endMs?: number | undefined;
  /** Days of the time zone on which it is not due: `2026-12-24`. */
  readonly blackoutDates: readonly string[];
  /** What becomes of times at which no server was there: left out, or made up for by one run. */
  readonly missed: "skip" | "once";
}

export type Repeat =
  /** Five fields, or six with seconds in front. */
  | { readonly kind: "cron"; readonly expression: string }
  | { readonly kind: "interval"; readonly everyMs: number }
  | { readonly kind: "once" };

const dayMs = 24 * 60 * 60 * 1000;

/** Days in a row that may be blacked out before nothing more is looked for. */
const searchDaysMax = 4_000;

/** The first time after `afterMs` at which it is due. */
export function nextTime(schedule: Schedule, afterMs: number): number | undefined {
  const blackout = new Set(schedule.blackoutDates);
  let after = afterMs;
  for (let search = 0; search < searchDaysMax; search++) {
    const next = nextRepeat(schedule, after);
    if (next === undefined || (schedule.endMs !== undefined && next >= schedule.endMs))
      return undefined;
    const date = dateIn(schedule.timeZone, next);
    if (!blackout.has(date)) return next;
    after = lastOfDay(schedule.timeZone, date, next);
  }
  return undefined;
}

/** Refuses a schedule that cannot be followed. */
export function checkSchedule(schedule: Schedule, limits: Limits): Schedule {
  const { repeat, timeZone, blackoutDates, startMs, endMs } = schedule;
  if (!isTimeZone(timeZone)) {
    throw unusable(
      `no such time zone as ${JSON.stringify(timeZone.slice(0, 100))}`,
      "`Europe/Berlin` or `UTC`",
    );
  }
  if (repeat.kind === "cron") checkCron(repeat.expression, timeZone);
  if (repeat.kind === "interval" && !(repeat.everyMs >= limits.taskIntervalMsMin)) {
    throw unusable(
      `an interval of ${repeat.everyMs} ms`,
      `at least ${limits.taskIntervalMsMin} ms (taskIntervalMsMin)`,
    );
  }
  if (repeat.kind === "once" && startMs === undefined) {
    throw unusable("neither a repetition nor a start", "a time to start at");
  }
  if (blackoutDates.length > limits.taskBlackoutDatesMax) {
    throw unusable(
      `${blackoutDates.length} blackout dates`,
      `at most ${limits.taskBlackoutDatesMax} (taskBlackoutDatesMax)`,
    );
  }
  const wrong = blackoutDates.find((date) => !isDate(date));
  if (wrong !== undefined) {
    throw unusable(
      `the blackout date ${JSON.stringify(wrong.slice(0, 40))}`,
      "days such as `2026-12-24`",
    );
  }
  if (startMs !== undefined && endMs !== undefined && endMs <= startMs) {
    throw unusable("an end that is not after the start", "a later end");
  }
  return schedule;
}

function nextRepeat({ repeat, timeZone, startMs }: Schedule, afterMs: number): number | undefined {
  switch (repeat.kind) {
    case "once":
      return startMs !== undefined && startMs > afterMs ? startMs : undefined;
    case "interval": {
      const from = startMs ?? 0;
      if (from > afterMs) return from;
      return from + (Math.floor((afterMs - from) / repeat.everyMs) + 1) * repeat.everyMs;
    }
    case "cron": {
      // The start itself counts, and the search begins after the time that it is given.
      const from = startMs === undefined ? afterMs : Math.max(afterMs, startMs - 1_000);
      const next = cronOf(repeat.expression, timeZone).nextRun(new Date(from))?.getTime();
      if (next === undefined) return undefined;
      return startMs !== undefined && next < startMs
        ? nextRepeat({ repeat, timeZone, startMs, blackoutDates: [], missed: "skip" }, next)
        : next;
    }
    default:
      return unreachable(repeat);
  }
}

function cronOf(expression: string, timezone: string): Cron {
  return new Cron(expression, { timezone, mode: "5-or-6-parts", paused: true });
}

function checkCron(expression: string, timeZone: string): void {
  try {
    cronOf(expression, timeZone);
  } catch {
    throw unusable(
      `the cron expression ${JSON.stringify(expression.slice(0, 100))}`,
      "five fields `minute hour day month weekday`, such as `30 6 * * 1-5`, or six with seconds in front",
    );
  }
}

/** The last millisecond of a day, found by its date alone, since days may have 23 or 25 hours. */
function lastOfDay(timeZone: string, date: string, within: number): number {
  let inside = within;
  let outside = within + dayMs + 2 * 60 * 60 * 1000;
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (dateIn(timeZone, middle) === date) inside = middle;
    else outside = middle;
  }
  return inside;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateIn(timeZone: string, ms: number): string {
  const known = formats.get(timeZone);
  // The Canadian way to write a date is the ISO one.
  const format = known ?? new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  if (known === undefined) formats.set(timeZone, format);
  return format.format(ms);
}

function isTimeZone(timeZone: string): boolean {
  try {
    dateIn(timeZone, 0);
    return true;
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function unusable(found: string, expected: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The schedule cannot be followed.",
    `Found ${found}.`,
    `Give it ${expected}.`,
  );
}
