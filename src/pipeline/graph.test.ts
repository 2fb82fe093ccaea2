import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { readPipeline, slpFixture } from "../../test/support/slp-sample.ts";
import { buildSlp } from "./build-slp.ts";
import { indexLinks, openInputs, openOutputs, topologicalOrder } from "./graph.ts";

const diamond = readPipeline(
  buildSlp({
    snaps: [
      { id: "join", classId: "join", label: "Join" },
      { id: "right", classId: "map" },
      { id: "left", classId: "map", error: "continue" },
      { id: "copy", classId: "copy", label: "Copy", inputs: ["input0"] },
    ],
    links: [
      ["copy", "left", "join"],
      ["copy.output1", "right", "join.input1"],
    ],
  }),
);

describe("open views", () => {
  test("an input that no link arrives at is open, under the labels of Snap and view", () => {
    assert.deepEqual(
      openInputs(diamond).map(({ key, label, role }) => [key, label, role]),
      [["copy_input0", "Copy - input0", "input"]],
    );
  });

  test("an output that no link leaves is open, and an error view only of a Snap that routes errors there", () => {
    assert.deepEqual(
      openOutputs(diamond).map(({ key, label, role }) => [key, label, role]),
      [
        ["join_output0", "Join - output0", "output"],
        ["left_error0", "left - error0", "error"],
      ],
    );
  });

  test("agree with what the exported fixture lists", () => {
    const report = readPipeline(slpFixture("orders-report.slp"));
    assert.deepEqual(openInputs(report), []);
    assert.deepEqual(
      openOutputs(report).map((open) => open.label),
      ["CSV Parser - error0", "CSV Formatter - output0"],
    );
  });
});

describe("indexLinks", () => {
  test("finds links by view and by Snap", () => {
    const links = indexLinks(diamond);
    assert.deepEqual(
      links.into("join", "input1").map((link) => link.sourceId),
      ["right"],
    );
    assert.deepEqual(
      links.from("copy", "output1").map((link) => link.targetId),
      ["right"],
    );
    assert.equal(links.arriving("join").length, 2);
    assert.equal(links.leaving("copy").length, 2);
    assert.deepEqual(links.leaving("nobody"), []);
  });
});

describe("topologicalOrder", () => {
  test("puts each Snap after all that feed it, else keeps the order of the file", () => {
    assert.deepEqual(
      topologicalOrder(diamond).map((snap) => snap.id),
      ["copy", "right", "left", "join"],
    );
  });

  test("leaves out a circle and what only it feeds", () => {
    const circle = buildSlp({
      snaps: ["a", "b", "c", "d"].map((id) => ({ id, classId: "map" })),
      links: [
        ["a", "b"],
        ["b.output1", "a"],
        ["b", "c"],
      ],
    });
    assert.deepEqual(
      topologicalOrder(readPipeline(circle)).map((snap) => snap.id),
      ["d"],
    );
  });

  test("lists every Snap of a graph without circles, each once and after its feeders", () => {
    const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 20 });
    fc.assert(
      fc.property(
        edges,
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 10 }),
        (drawn, order) => {
          const forward = drawn.filter(([from, to]) => from < to);
          const pipeline = readPipeline(
            buildSlp({
              snaps: order.map((number) => ({ id: `s${number}`, classId: "map" })),
              links: forward.map(([from, to]) => [`s${from}`, `s${to}`]),
            }),
          );
          const ids = topologicalOrder(pipeline).map((snap) => snap.id);
          assert.equal(new Set(ids).size, 10);
          for (const [from, to] of forward) {
            assert.ok(ids.indexOf(`s${from}`) < ids.indexOf(`s${to}`));
          }
        },
      ),
    );
  });
});
