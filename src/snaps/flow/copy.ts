import { defineSnap, many, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { copyDocument } from "../support/copy-document.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-copy",
  version: 1,
  name: "FlowCopy",
  label: "Copy",
  category: "flow",
  summary: "Sends every document to all output views.",
  details:
    "Each view gets a document of its own, copied deeply, so that a change in one branch is not seen in another. The order is the same in all views.",
  views: { input: one("document"), output: many("document") },
  settings: {},
  run: ({ outputs }) =>
    async function* copied({ inputs: [input] }) {
      if (input === undefined) return;
      const last = outputs.length - 1;
      for await (const batch of documentsOf(input)) {
        const copies = outputs.map((_, view) => (view === last ? batch : batch.map(copyDocument)));
        for (const [view, items] of copies.entries()) yield { view, items };
      }
    },
  examples: [
    {
      title: "Two views get the same documents",
      outputs: ["output0", "output1"],
      given: [
        { id: 1, tags: ["a"] },
        { id: 2, tags: [] },
      ],
      gives: {
        output0: [
          { id: 1, tags: ["a"] },
          { id: 2, tags: [] },
        ],
        output1: [
          { id: 1, tags: ["a"] },
          { id: 2, tags: [] },
        ],
      },
    },
    {
      title: "One view passes documents on",
      given: [{ id: 1 }],
      gives: [{ id: 1 }],
    },
  ],
});
