import { defineSnap, none, one } from "../../engine/define-snap.ts";
import type { Emission } from "../../engine/batch.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { OperatorIo } from "../../engine/snap-context.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-test-sinkbot",
  version: 1,
  name: "TestSinkBot",
  label: "SinkBot",
  category: "flow",
  summary: "Swallows documents.",
  details: "Reads its input to the end, so that all that is upstream runs, and puts nothing out.",
  views: { input: one("document"), output: none },
  settings: {},
  run: () => swallow,
  examples: [{ title: "Nothing comes out", given: [{ id: 1 }, { id: 2 }], gives: {} }],
});

async function* swallow({ inputs: [input] }: OperatorIo): AsyncIterable<Emission> {
  if (input === undefined) return;
  for await (const _ of documentsOf(input)) yield* [];
}
