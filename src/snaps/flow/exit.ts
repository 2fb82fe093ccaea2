import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { integer } from "../../engine/settings/integer.ts";
import { text } from "../../engine/settings/text.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-exit",
  version: 1,
  name: "FlowExit",
  label: "Exit",
  category: "flow",
  summary: "Fails the pipeline when more documents arrive than allowed.",
  details:
    "With a threshold of 0 the first document fails the run, whatever the error behaviour. Documents within the threshold pass on when there is an output view.",
  views: { input: one("document"), output: optional("document") },
  settings: {
    KeyThresholdLimit: integer({ help: "Documents that may arrive.", default: 0 }),
    KeyErrorMsg: text({
      help: "What the run's error says.",
      default: "Exceeded threshold limit",
    }),
  },
  run: ({ settings: { KeyThresholdLimit: allowed, KeyErrorMsg: message }, outputs }) =>
    async function* watched({ inputs: [input] }) {
      if (input === undefined) return;
      let seen = 0;
      for await (const batch of documentsOf(input)) {
        const items = batch.slice(0, allowed - seen);
        if (items.length > 0 && outputs.length > 0) yield { view: 0, items };
        seen += batch.length;
        if (seen > allowed) {
          throw new SnapFailure(
            message,
            `Expected at most ${allowed} documents; document ${allowed + 1} arrived.`,
            "Mend what sends documents here, or raise KeyThresholdLimit.",
          );
        }
      }
    },
  examples: [
    {
      title: "The first document fails the run",
      outputs: [],
      given: [{ id: 1 }],
      fails: "Exceeded threshold limit",
    },
    {
      title: "A message of one's own",
      settings: { KeyThresholdLimit: 1, KeyErrorMsg: { expression: "'Too many in ' + _file" } },
      parameters: { file: "orders.csv" },
      outputs: [],
      given: [{ id: 1 }, { id: 2 }],
      fails: "Too many in orders.csv",
    },
    {
      title: "As many as allowed pass",
      settings: { KeyThresholdLimit: 2 },
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ id: 1 }, { id: 2 }],
    },
  ],
});
