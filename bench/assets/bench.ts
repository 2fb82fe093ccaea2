import type { Benchmark } from "../support/benchmark.ts";
import { printTable } from "../support/print-table.ts";
import { compareCall, type Compared } from "./compare-call.ts";
import { type Crowd, crowdOf } from "./crowd.ts";
import { openEvents } from "./open-events.ts";
import { loadCalls, processCalls } from "./questions.ts";

/** What `load_data` may add to its own SQL, and the factor where the SQL itself takes long. */
const overheadMaxMs = 10;
const overheadRatioMax = 1.2;
/** Against SQL written by hand. */
const processRatioMax = 1.3;

const benchmark: Benchmark = {
  summary: `tools of an asset against DuckDB alone: load_data at most ${overheadMaxMs} ms and ${overheadRatioMax} times its own SQL, process tools ${processRatioMax} times SQL by hand; 500 callers at once`,
  async run({ directory, rounds, rows = 1_000_000, say, signal }) {
    await using open = await openEvents(directory, rows);
    say(`${open.events} events, ${rounds} rounds`);
    const loads: Compared[] = [];
    for (const call of loadCalls) loads.push(await compareCall(open, call, rounds * 4, signal));
    say(
      printTable(
        ["load_data", "tool ms", "p95", "same SQL ms", "p95", "added ms", "ratio", "by hand ms"],
        loads.map((one) => [
          one.title,
          one.tool.p50Ms.toFixed(1),
          one.tool.p95Ms.toFixed(1),
          one.sameSql.p50Ms.toFixed(1),
          one.sameSql.p95Ms.toFixed(1),
          one.addedMs.toFixed(1),
          one.ratio.toFixed(2),
          one.byHand.p50Ms.toFixed(1),
        ]),
      ),
    );
    const processes: Compared[] = [];
    for (const call of processCalls) {
      processes.push(await compareCall(open, call, rounds, signal));
    }
    say(
      printTable(
        ["process", "tool ms", "by hand ms", "ratio"],
        processes.map((one) => [
          one.title,
          one.tool.p50Ms.toFixed(0),
          one.byHand.p50Ms.toFixed(0),
          (one.tool.p50Ms / one.byHand.p50Ms).toFixed(2),
        ]),
      ),
    );
    const crowd = await crowdOf(open, signal);
    say(crowdWords(crowd));
    const met =
      loads.every((one) => one.addedMs <= overheadMaxMs && isWithin(one)) &&
      processes.every((one) => one.tool.p50Ms <= one.byHand.p50Ms * processRatioMax) &&
      crowd.errors === 0;
    return { events: open.events, rounds, loads, processes, crowd, met };
  },
};

export default benchmark;

/** A ratio says nothing about a statement of a millisecond or two. */
function isWithin({ ratio, addedMs }: Compared): boolean {
  return ratio <= overheadRatioMax || addedMs <= 2;
}

function crowdWords({ callers, calls, perSecond, p50Ms, p99Ms, errors }: Crowd): string {
  return `${callers} callers at once: ${calls} calls, ${perSecond.toFixed(0)} a second, p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, ${errors} errors`;
}
