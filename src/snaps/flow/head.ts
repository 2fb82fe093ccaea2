import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { integer } from "../../engine/settings/integer.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-head",
  version: 1,
  name: "FlowHead",
  label: "Head",
  category: "flow",
  summary: "Passes the first documents of a stream.",
  details:
    "Passes over `offset` documents, then lets `numberOfDocs` through. It stops reading after that, so that what feeds it can stop too.",
  views: { input: one("document"), output: one("document") },
  settings: {
    numberOfDocs: integer({ help: "Documents to let through.", default: 1 }),
    offset: integer({ help: "Documents to pass over first.", default: 0 }),
  },
  run: ({ settings: { numberOfDocs, offset } }) =>
    async function* first({ inputs: [input] }) {
      if (input === undefined || numberOfDocs === 0) return;
      const end = offset + numberOfDocs;
      let seen = 0;
      for await (const batch of documentsOf(input)) {
        const items = batch.slice(Math.max(offset - seen, 0), end - seen);
        seen += batch.length;
        if (items.length > 0) yield { view: 0, items };
        if (seen >= end) return;
      }
    },
  examples: [
    {
      title: "The first document",
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ id: 1 }],
    },
    {
      title: "Two documents after the first",
      settings: { numberOfDocs: 2, offset: 1 },
      given: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
      gives: [{ id: 2 }, { id: 3 }],
    },
    {
      title: "How many may come from a parameter",
      settings: { numberOfDocs: { expression: "_count" } },
      parameters: { count: "2" },
      given: [{ id: 1 }, { id: 2 }, { id: 3 }],
      gives: [{ id: 1 }, { id: 2 }],
    },
  ],
});
