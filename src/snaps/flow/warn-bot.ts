import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { printDocument } from "../support/json/print-document.ts";

/** Characters of a document in a warning. */
const shownLengthMax = 200;

export default defineSnap({
  classId: "com-snaplogic-snaps-test-warnbot",
  version: 1,
  name: "TestWarnBot",
  label: "WarnBot",
  category: "flow",
  summary: "Warns about documents.",
  details:
    "Documents pass unchanged. The result of the run shows a warning for each of the first documents, as many as an answer may carry, and one that says how many there were when there were more.",
  views: { input: one("document"), output: one("document") },
  settings: {},
  run: ({ warn, limits: { answerDocumentsMax } }) =>
    async function* warned({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      let count = 0;
      for await (const items of documentsOf(input)) {
        for (const document of items) {
          count++;
          if (count > answerDocumentsMax) continue;
          warn(`Document ${count}: ${printDocument(document).slice(0, shownLengthMax)}`);
        }
        yield { view: 0, items };
      }
      if (count > answerDocumentsMax) warn(`There were ${count} documents.`);
    },
  examples: [
    { title: "Documents pass", given: [{ id: 1 }, { id: 2 }], gives: [{ id: 1 }, { id: 2 }] },
  ],
});
