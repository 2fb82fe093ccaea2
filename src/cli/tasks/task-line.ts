import type { Task } from "../../control/tasks/tasks.ts";

/** When a task runs, in a few words. */
export function whenOf({ kind, enabled, schedule, nextMs }: Task): string {
  if (!enabled) return "disabled";
  if (kind === "triggered") return "when it is asked to";
  if (kind === "always_on") return "always";
  const next = nextMs === undefined ? "never again" : new Date(nextMs).toISOString();
  const { repeat } = schedule ?? {};
  const rule =
    repeat?.kind === "cron"
      ? `${repeat.expression} ${schedule?.timeZone ?? ""}`
      : repeat?.kind === "interval"
        ? `every ${repeat.everyMs / 1_000} s`
        : "once";
  return `${rule}, next ${next}`;
}
