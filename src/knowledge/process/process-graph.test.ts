import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import * as fc from "fast-check";
import { duckDbForTests } from "../warehouse/duckdb-for-tests.ts";
import { askProcessGraph } from "./process-graph.ts";
import { eventsOf, someEvents, sourceForTests } from "./testing/log-for-tests.ts";
import { isNear, mean, naiveEdges, naiveTraces, quantile } from "./testing/naive-log.ts";
import { thinGraph } from "./thin-graph.ts";

const warehouse = await duckDbForTests([]);
const signal = new AbortController().signal;

describe("process graph", () => {
  after(() => warehouse[Symbol.asyncDispose]());

  const small = eventsOf({ c1: "A0 B10 C20", c2: "A0 B30 C40", c3: "A0 B5 B6 C60", c4: "A0 C1" });

  it("A9 counts activities, and what directly follows what, self loops too", async () => {
    const graph = await askProcessGraph(sourceForTests(warehouse, small), signal);
    assert.deepEqual([graph.cases, graph.events, graph.variants], [4, 12, 3]);
    assert.deepEqual(graph.nodes, [
      { activity: "A", events: 4, cases: 4, startCases: 4, endCases: 0, reworkCases: 0 },
      { activity: "B", events: 4, cases: 3, startCases: 0, endCases: 0, reworkCases: 1 },
      { activity: "C", events: 4, cases: 4, startCases: 0, endCases: 4, reworkCases: 0 },
    ]);
    assert.deepEqual(
      graph.edges.map(({ source, target, count, cases }) => [source, target, count, cases]),
      [
        ["A", "B", 3, 3],
        ["B", "C", 3, 3],
        ["A", "C", 1, 1],
        ["B", "B", 1, 1],
      ],
    );
    const [top] = graph.edges;
    assert.equal(top?.durationMean, 900);
    assert.equal(top?.durationMedian, 600);
    assert.equal(top?.durationP90, 1560);
  });

  it("shows the frequent part and says what it leaves out", async () => {
    const graph = await askProcessGraph(sourceForTests(warehouse, small), signal);
    const whole = thinGraph(graph, { activityShare: 1, edgeShare: 1 });
    assert.deepEqual(whole.leftOut, { activities: 0, events: 0, edges: 0, steps: 0 });
    const half = thinGraph(graph, { activityShare: 1, edgeShare: 0.5 });
    assert.deepEqual(
      half.edges.map((edge) => edge.source + edge.target),
      ["AB", "BC"],
    );
    assert.deepEqual(half.leftOut, { activities: 0, events: 0, edges: 2, steps: 2 });
    const least = thinGraph(graph, { activityShare: 0, edgeShare: 0 });
    assert.deepEqual(
      least.nodes.map((node) => node.activity),
      ["A"],
    );
    assert.deepEqual(least.leftOut, { activities: 2, events: 8, edges: 4, steps: 8 });
  });

  it("answers an empty log with an empty graph", async () => {
    const graph = await askProcessGraph(sourceForTests(warehouse, []), signal);
    assert.deepEqual(graph, { cases: 0, events: 0, variants: 0, nodes: [], edges: [] });
    const { leftOut } = thinGraph(graph, { activityShare: 0.5, edgeShare: 0.5 });
    assert.deepEqual(leftOut, { activities: 0, events: 0, edges: 0, steps: 0 });
  });

  it("says what a naive computation says, on any log", async () => {
    await fc.assert(
      fc.asyncProperty(someEvents, fc.boolean(), async (events, sorted) => {
        const graph = await askProcessGraph(sourceForTests(warehouse, events, sorted), signal);
        const traces = naiveTraces(events, sorted);
        const expected = naiveEdges(traces);
        assert.equal(graph.edges.length, expected.size);
        assert.equal(
          graph.edges.reduce((sum, edge) => sum + edge.count, 0),
          graph.events - graph.cases,
        );
        for (const edge of graph.edges) {
          const same = expected.get(JSON.stringify([edge.source, edge.target])) ?? [];
          const seconds = same.map((step) => step.seconds);
          assert.equal(edge.count, same.length);
          assert.equal(edge.cases, new Set(same.map((step) => step.id)).size);
          assert.ok(isNear(edge.durationMean, mean(seconds)));
          assert.ok(isNear(edge.durationMedian, quantile(seconds, 0.5)));
          assert.ok(isNear(edge.durationP90, quantile(seconds, 0.9)));
        }
        for (const node of graph.nodes) {
          const counts = traces.map(
            ({ steps }) => steps.filter((step) => step.activity === node.activity).length,
          );
          assert.equal(
            node.events,
            counts.reduce((sum, count) => sum + count, 0),
          );
          assert.equal(node.cases, counts.filter((count) => count > 0).length);
          assert.equal(node.reworkCases, counts.filter((count) => count > 1).length);
          const at = (index: number): number =>
            traces.filter(({ steps }) => steps.at(index)?.activity === node.activity).length;
          assert.deepEqual([node.startCases, node.endCases], [at(0), at(-1)]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
