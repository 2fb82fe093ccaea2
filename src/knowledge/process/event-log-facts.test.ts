import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import * as fc from "fast-check";
import { duckDbForTests } from "../warehouse/duckdb-for-tests.ts";
import { askEventLogFacts } from "./event-log-facts.ts";
import { eventsOf, someEvents, sourceForTests } from "./testing/log-for-tests.ts";
import {
  isNear,
  mean,
  naiveEdges,
  naiveTraces,
  naiveVariants,
  quantile,
} from "./testing/naive-log.ts";

const warehouse = await duckDbForTests([]);
const signal = new AbortController().signal;

describe("event log facts", () => {
  after(() => warehouse[Symbol.asyncDispose]());

  it("counts a small log as one does by hand", async () => {
    const events = [
      ...eventsOf({ c1: "A0 B10 C20", c2: "A0 B30 C40", c3: "A0 B5 A6 B7", c4: "A0 C1" }),
      { id: "c4", activity: null, at: 9 },
    ];
    assert.deepEqual(await askEventLogFacts(sourceForTests(warehouse, events), signal), {
      events: 12,
      incompleteRows: 1,
      cases: 4,
      activities: 3,
      variants: 3,
      edges: 4,
      steps: 8,
      throughputMean: (20 + 40 + 7 + 1) * 15,
      throughputMedian: 13.5 * 60,
      reworkCases: 1,
      reworkEvents: 2,
      firstTimestamp: "2024-01-01T00:00:00",
      lastTimestamp: "2024-01-01T00:40:00",
      startActivities: [{ activity: "A", cases: 4 }],
      endActivities: [
        { activity: "C", cases: 3 },
        { activity: "B", cases: 1 },
      ],
    });
  });

  it("answers an empty log", async () => {
    const facts = await askEventLogFacts(sourceForTests(warehouse, []), signal);
    assert.deepEqual([facts.events, facts.cases, facts.variants, facts.edges], [0, 0, 0, 0]);
    assert.equal(facts.throughputMean, null);
    assert.equal(facts.firstTimestamp, null);
  });

  it("says what a naive computation says, on any log", async () => {
    await fc.assert(
      fc.asyncProperty(someEvents, async (events) => {
        const facts = await askEventLogFacts(sourceForTests(warehouse, events), signal);
        const traces = naiveTraces(events);
        const steps = traces.flatMap((trace) => trace.steps);
        assert.equal(facts.events, steps.length);
        assert.equal(facts.incompleteRows, events.length - steps.length);
        assert.equal(facts.cases, traces.length);
        assert.equal(facts.activities, new Set(steps.map((step) => step.activity)).size);
        assert.equal(facts.variants, naiveVariants(traces).size);
        assert.equal(facts.edges, naiveEdges(traces).size);
        const repeats = traces.map(
          (trace) => trace.steps.length - new Set(trace.steps.map((step) => step.activity)).size,
        );
        assert.equal(
          facts.reworkEvents,
          repeats.reduce((sum, count) => sum + count, 0),
        );
        assert.equal(facts.reworkCases, repeats.filter((count) => count > 0).length);
        if (traces.length === 0) return;
        const seconds = traces.map((trace) => trace.seconds);
        assert.ok(isNear(facts.throughputMean ?? Number.NaN, mean(seconds)));
        assert.ok(isNear(facts.throughputMedian ?? Number.NaN, quantile(seconds, 0.5)));
      }),
      { numRuns: 30 },
    );
  });
});
