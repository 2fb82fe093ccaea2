import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import * as fc from "fast-check";
import { duckDbForTests } from "../warehouse/duckdb-for-tests.ts";
import { eventsOf, someEvents, sourceForTests } from "./testing/log-for-tests.ts";
import { isNear, mean, naiveTraces, quantile } from "./testing/naive-log.ts";
import { askThroughput } from "./throughput.ts";

const warehouse = await duckDbForTests([]);
const signal = new AbortController().signal;
const wholeCase = { from: { kind: "case-start" }, to: { kind: "case-end" }, buckets: 4 } as const;

describe("throughput", () => {
  after(() => warehouse[Symbol.asyncDispose]());

  const small = eventsOf({ c1: "A0 B10 C20", c2: "A0 B30 C40", c3: "A0 B5 B6 C60", c4: "A0 C1" });

  it("A9 measures cases from their first event to their last", async () => {
    const { all, histogram } = await askThroughput(
      sourceForTests(warehouse, small),
      { ...wholeCase, buckets: 2 },
      signal,
    );
    assert.deepEqual([all.cases, all.measured], [4, 4]);
    const rounded = Object.entries(all.statistics ?? {}).map(
      ([name, value]) => `${name} ${Math.round(value)}`,
    );
    assert.equal(
      rounded.join(", "),
      "mean 1815, min 60, p10 402, p25 915, median 1800, p75 2700, p90 3240, max 3600",
    );
    assert.deepEqual(histogram, [
      { from: 60, to: 1830, cases: 2 },
      { from: 1830, to: 3600, cases: 2 },
    ]);
  });

  it("measures between occurrences, and only cases where both occur in that order", async () => {
    const source = sourceForTests(warehouse, small);
    const between = async (from: "first" | "last", to: "first" | "last"): Promise<unknown> => {
      const question = {
        from: { kind: from, activity: "B" },
        to: { kind: to, activity: "C" },
        buckets: 1,
      } as const;
      const { all } = await askThroughput(source, question, signal);
      return [all.measured, all.statistics?.max];
    };
    assert.deepEqual(await between("first", "last"), [3, 55 * 60]);
    assert.deepEqual(await between("last", "first"), [3, 54 * 60]);
    const backwards = {
      from: { kind: "first", activity: "C" },
      to: { kind: "first", activity: "A" },
      buckets: 3,
    } as const;
    assert.deepEqual(await askThroughput(source, backwards, signal), {
      all: { cases: 4, measured: 0, statistics: null },
      histogram: [],
    });
  });

  it("groups by an attribute of the case, the largest groups first", async () => {
    const group = new Map([
      ["c1", "north"],
      ["c2", "north"],
      ["c3", "south"],
    ]);
    const events = small.map((event) => ({ ...event, group: group.get(event.id ?? "") ?? null }));
    const source = sourceForTests(warehouse, events);
    const all = await askThroughput(source, { ...wholeCase, groupsMax: 10 }, signal);
    assert.deepEqual(
      all.groups?.map(({ value, cases, statistics }) => [value, cases, statistics?.mean]),
      [
        ["north", 2, 1800],
        ["south", 1, 3600],
        [null, 1, 60],
      ],
    );
    const one = await askThroughput(source, { ...wholeCase, groupsMax: 1 }, signal);
    assert.deepEqual([one.groups?.length, one.groupCount], [1, 3]);
  });

  it("puts cases of one duration into one bucket", async () => {
    const source = sourceForTests(warehouse, eventsOf({ c1: "A0 B5", c2: "A1 B6" }));
    const { histogram } = await askThroughput(source, wholeCase, signal);
    assert.deepEqual(histogram, [{ from: 300, to: 300, cases: 2 }]);
  });

  it("says what a naive computation says, on any log", async () => {
    await fc.assert(
      fc.asyncProperty(someEvents, async (events) => {
        const { all, histogram } = await askThroughput(
          sourceForTests(warehouse, events),
          wholeCase,
          signal,
        );
        const seconds = naiveTraces(events).map((trace) => trace.seconds);
        assert.equal(all.cases, seconds.length);
        assert.equal(
          histogram.reduce((sum, bucket) => sum + bucket.cases, 0),
          seconds.length,
        );
        if (all.statistics === null) return;
        assert.ok(isNear(all.statistics.mean, mean(seconds)));
        assert.ok(isNear(all.statistics.p10, quantile(seconds, 0.1)));
        assert.ok(isNear(all.statistics.p75, quantile(seconds, 0.75)));
        assert.equal(all.statistics.min, Math.min(...seconds));
        assert.equal(all.statistics.max, Math.max(...seconds));
      }),
      { numRuns: 30 },
    );
  });
});
