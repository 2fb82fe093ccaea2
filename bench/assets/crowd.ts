import { at } from "./compare-call.ts";
import type { OpenEvents } from "./open-events.ts";

export interface Crowd {
  readonly callers: number;
  readonly calls: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
}

const callers = 500;
const durationMs = 15_000;

/** Many callers, each of whom asks again as soon as it is answered, every one something else. */
export async function crowdOf(open: OpenEvents, signal: AbortSignal): Promise<Crowd> {
  const times: number[] = [];
  let errors = 0;
  const startedMs = performance.now();
  const one = async (caller: number): Promise<void> => {
    for (let turn = 0; performance.now() - startedMs < durationMs; turn++) {
      signal.throwIfAborted();
      const askedMs = performance.now();
      const values = [`customer ${(caller * 31 + turn) % 5_000}`];
      const given = {
        columns: ["CASES.REGION", "NET_TOTAL"],
        applied_filters: { string_filters: [{ column_id: "CASES.CUSTOMER", values }] },
      };
      const context = { signal, requestId: "crowd" };
      const { result } = await open.toolbox.call(open.asset, "load_data", given, context);
      if (result.isError) errors++;
      times.push(performance.now() - askedMs);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => one(caller)));
  const seconds = (performance.now() - startedMs) / 1000;
  open.sent.length = 0;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    callers,
    calls: times.length,
    perSecond: times.length / seconds,
    p50Ms: at(sorted, 0.5),
    p99Ms: at(sorted, 0.99),
    errors,
  };
}
