import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Refusal } from "../../../../base/errors.ts";
import { defaultLimits } from "../../../../base/limits.ts";
import { bpmnForTests } from "../../testing/bpmn-for-tests.ts";
import { readBpmn } from "./read-bpmn.ts";

const good = bpmnForTests(["start > A > end"]);

function reasonOf(xml: string, limits = defaultLimits): string {
  try {
    readBpmn(xml, limits);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return error.reason;
  }
  return assert.fail("it was read");
}

describe("reading BPMN", () => {
  it("reads nodes and flows whatever prefix they have, and passes over the rest", () => {
    const plain = good
      .replaceAll("bpmn:", "")
      .replace("</process>", "<laneSet/></process><BPMNDiagram/>");
    assert.deepEqual(readBpmn(plain, defaultLimits), readBpmn(good, defaultLimits));
    assert.deepEqual(readBpmn(good, defaultLimits), {
      nodes: [
        { id: "n_start", kind: "start", label: "" },
        { id: "n_A", kind: "task", label: "A" },
        { id: "n_end", kind: "end", label: "" },
      ],
      flows: [
        { id: "f0", source: "n_start", target: "n_A" },
        { id: "f1", source: "n_A", target: "n_end" },
      ],
    });
  });

  it("says what is wrong with a file that is no process", () => {
    assert.match(reasonOf("<a><b></a>"), /well-formed XML/);
    assert.match(reasonOf("not xml"), /well-formed XML/);
    assert.match(reasonOf("<definitions/>"), /no <startEvent>/);
    assert.match(reasonOf(bpmnForTests(["start > A"])), /no <endEvent>/);
    assert.match(reasonOf(good.replace('targetRef="n_end"', 'targetRef="gone"')), /"gone"/);
    assert.match(reasonOf(good.replace('targetRef="n_end"', "")), /lacks/);
    assert.match(reasonOf(good.replace('id="n_A"', 'id="n_end"')), /id of another step/);
    assert.match(reasonOf(good.replace('id="n_A"', 'id="__proto__"')), /"n_A"/);
  });

  it("names what it does not support, and what to draw instead", () => {
    const boundary = good.replace("<bpmn:endEvent", '<bpmn:boundaryEvent id="b"/><bpmn:endEvent');
    assert.match(reasonOf(boundary), /<boundaryEvent> \(id "b"/);
    const pools = good.replace(
      "</bpmn:definitions>",
      `<bpmn:process id="q"><bpmn:task id="t"/></bpmn:process></bpmn:definitions>`,
    );
    assert.match(reasonOf(pools), /more than one process/);
  });

  it("has limits: bpmnBytesMax, bpmnNodesMax", () => {
    assert.match(reasonOf(good, { ...defaultLimits, bpmnBytesMax: 100 }), /bpmnBytesMax/);
    assert.match(reasonOf(good, { ...defaultLimits, bpmnNodesMax: 4 }), /bpmnNodesMax/);
    readBpmn(good, { ...defaultLimits, bpmnNodesMax: 5 });
  });
});
