import type { CountedEventLog } from "../../control/assets/packages.ts";

/** An event log in numbers, for people. */
export function factLines(log: CountedEventLog): string {
  const share = log.cases === 0 ? 0 : (log.reworkCases / log.cases) * 100;
  const rows: readonly (readonly [string, string])[] = [
    ["events", String(log.events)],
    ["cases", String(log.cases)],
    ["activities", String(log.activities)],
    ["variants", String(log.variants)],
    ["directly-follows edges", `${log.edges} (${log.steps} times)`],
    ["mean throughput", duration(log.throughputMean)],
    ["median throughput", duration(log.throughputMedian)],
    [
      "rework",
      `${log.reworkCases} cases (${share.toFixed(1)} %), ${log.reworkEvents} repeated events`,
    ],
    ["from", log.firstTimestamp ?? "-"],
    ["to", log.lastTimestamp ?? "-"],
    ["incomplete rows left out", String(log.incompleteRows)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join("");
}

/** Seconds as they are, and in the unit that people count such a time in. */
function duration(seconds: number | null): string {
  if (seconds === null) return "-";
  const [size, unit] =
    seconds >= 86_400 ? [86_400, "days"] : seconds >= 3_600 ? [3_600, "hours"] : [60, "minutes"];
  return `${seconds.toFixed(3)} s (${(seconds / size).toFixed(2)} ${unit})`;
}
