import type { Emission } from "../../engine/batch.ts";
import { defineSnap, many, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { OperatorIo } from "../../engine/snap-context.ts";
import { byArrival } from "../support/by-arrival.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-union",
  version: 2,
  name: "FlowUnion",
  label: "Union",
  category: "flow",
  summary: "Puts the documents of all input views into one stream.",
  details:
    "Documents go on as they arrive. Those of one view keep their order; how the views interleave depends on which is faster.",
  views: { input: many("document"), output: one("document") },
  settings: {},
  run: () => unite,
  examples: [
    {
      title: "Two streams become one",
      inputs: ["input0", "input1"],
      given: { input0: [{ id: 1 }], input1: [{ id: 2 }] },
      gives: [{ id: 1 }, { id: 2 }],
    },
    {
      title: "A stream without documents adds nothing",
      inputs: ["input0", "input1"],
      given: { input0: [], input1: [{ id: 2 }] },
      gives: [{ id: 2 }],
    },
  ],
});

async function* unite({ inputs }: OperatorIo): AsyncIterable<Emission> {
  for await (const { value } of byArrival(inputs.map(documentsOf))) yield { view: 0, items: value };
}
