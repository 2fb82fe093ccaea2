import { sleep } from "../../base/abort.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { integer } from "../../engine/settings/integer.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-test-throttlebot",
  version: 1,
  name: "TestThrottleBot",
  label: "ThrottleBot",
  category: "flow",
  summary: "Slows a stream down.",
  details:
    "Waits before it passes a document on: `speed` milliseconds each time, or with `Random` any time up to that. What waits stops at once when the run is stopped. Of the kinds only Fixed is known from exported pipelines; a validation does not wait.",
  views: { input: one("document"), output: one("document") },
  settings: {
    throttle_type: choice({
      help: "Whether it always waits as long.",
      options: ["Fixed", "Random"],
      default: "Fixed",
    }),
    speed: integer({ help: "Milliseconds for each document.", default: 1_000 }),
  },
  run: ({ settings: { throttle_type, speed }, scope, signal, mode }) => {
    const waitMs = throttle_type === "Fixed" ? () => speed : () => scope.random() * speed;
    return async function* throttled({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      for await (const batch of documentsOf(input)) {
        for (const document of batch) {
          if (mode === "execute") await sleep(waitMs(), signal);
          yield { view: 0, items: [document] };
        }
      }
    };
  },
  examples: [
    {
      title: "One after the other",
      settings: { throttle_type: "Fixed", speed: 1 },
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ id: 1 }, { id: 2 }],
    },
  ],
});
