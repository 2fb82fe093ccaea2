import { defineSnap, many, one } from "../../engine/define-snap.ts";
import { routeBatch } from "../../engine/operators/map-batch.ts";
import { copyDocument } from "../support/copy-document.ts";
import { routingSettings, viewChooser } from "../support/routing.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-router",
  version: 2,
  name: "FlowRouter",
  label: "Router",
  category: "flow",
  summary: "Sends each document to the output views whose conditions hold.",
  details:
    "Routes name output views by their label. A document goes to every view with a route that holds, or with `firstMatch` to the first only; each view gets a copy of its own, and one copy even when two routes name it. Without a match it is dropped: a last route `true` with `firstMatch` catches the rest. When no route has an expression, documents go round robin over the output views in alphabetical order of their labels; when any has, routes without one never hold. A condition that is neither true, false nor null fails the document.",
  views: { input: one("document"), output: many("document", 1) },
  settings: routingSettings("$status == 'open'"),
  run: ({ settings, outputs }) => {
    const choose = viewChooser(settings, outputs, "Router");
    return routeBatch(outputs.length, (document, outs) => {
      const views = choose(document);
      const last = views.length - 1;
      for (let index = 0; index < last; index++) {
        outs[views[index] ?? 0]?.push(copyDocument(document));
      }
      if (last >= 0) outs[views[last] ?? 0]?.push(document);
    });
  },
  examples: [
    {
      title: "Every view whose condition holds gets a document",
      settings: {
        routes: [
          { expression: "$n >= 1", outputViewName: "positive" },
          { expression: "$n % 2 == 0", outputViewName: "even" },
        ],
      },
      outputs: ["positive", "even"],
      given: [{ n: 1 }, { n: 2 }, { n: -2 }, { n: -1 }],
      gives: { positive: [{ n: 1 }, { n: 2 }], even: [{ n: 2 }, { n: -2 }] },
    },
    {
      title: "With first match, a last route takes the rest",
      settings: {
        routes: [
          { expression: "$n >= 1", outputViewName: "positive" },
          { expression: "true", outputViewName: "rest" },
        ],
        firstMatch: true,
      },
      outputs: ["positive", "rest"],
      given: [{ n: 1 }, { n: -1 }],
      gives: { positive: [{ n: 1 }], rest: [{ n: -1 }] },
    },
    {
      title: "Without conditions, round robin in alphabetical order of the labels",
      outputs: ["b", "a"],
      given: [{ n: 1 }, { n: 2 }, { n: 3 }],
      gives: { a: [{ n: 1 }, { n: 3 }], b: [{ n: 2 }] },
    },
    {
      title: "A route to a view that does not exist",
      settings: { routes: [{ expression: "true", outputViewName: "ouput0" }] },
      outputs: ["output0", "output1"],
      given: [{ n: 1 }],
      fails: "names a view that it does not have",
    },
  ],
});
