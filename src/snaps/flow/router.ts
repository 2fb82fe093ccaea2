import { didYouMean } from "../../base/nearest.ts";
import type { Document } from "../../expr/value.ts";
import { defineSnap, many, one } from "../../engine/define-snap.ts";
import { routeBatch } from "../../engine/operators/map-batch.ts";
import { expression, type Evaluate } from "../../engine/settings/expression.ts";
import { flag } from "../../engine/settings/flag.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import type { ViewInfo } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { copyDocument } from "../support/copy-document.ts";
import { holds } from "../support/holds.ts";

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
  settings: {
    routes: table({
      help: "Conditions with the view to go to, from top to bottom.",
      columns: {
        expression: expression({
          help: "Evaluated for every document, as in `$status == 'open'`.",
        }),
        outputViewName: text({ help: "Label of the output view." }),
      },
    }),
    firstMatch: flag({ help: "Goes to the first view that matches only.", default: false }),
  },
  run: ({ settings, outputs }) => {
    const routes = settings.routes.flatMap((row) =>
      row.expression === undefined
        ? []
        : [{ condition: row.expression, view: viewLabelled(row.outputViewName, outputs) }],
    );
    if (routes.length === 0) return routeBatch(outputs.length, roundRobin(outputs));
    const route = settings.firstMatch ? toFirst(routes) : toEvery(routes, outputs.length);
    return routeBatch(outputs.length, route);
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

interface Route {
  readonly condition: Evaluate;
  readonly view: number;
}

type Send = (document: Document, outs: readonly Document[][]) => void;

function toFirst(routes: readonly Route[]): Send {
  return (document, outs) => {
    for (const { condition, view } of routes) {
      if (!holds(condition(document))) continue;
      outs[view]?.push(document);
      return;
    }
  };
}

function toEvery(routes: readonly Route[], viewCount: number): Send {
  const matches = new Uint8Array(viewCount);
  return (document, outs) => {
    matches.fill(0);
    for (const { condition, view } of routes) if (holds(condition(document))) matches[view] = 1;
    const last = matches.lastIndexOf(1);
    for (let view = 0; view <= last; view++) {
      if (matches[view] === 1) outs[view]?.push(view === last ? document : copyDocument(document));
    }
  };
}

function roundRobin(outputs: readonly ViewInfo[]): Send {
  const order = [...outputs.keys()].toSorted((a, b) =>
    (outputs[a]?.label ?? "") < (outputs[b]?.label ?? "") ? -1 : 1,
  );
  let turn = 0;
  return (document, outs) => {
    outs[order[turn] ?? 0]?.push(document);
    turn = (turn + 1) % order.length;
  };
}

function viewLabelled(label: string, outputs: readonly ViewInfo[]): number {
  const view = outputs.findIndex((output) => output.label === label);
  if (view >= 0) return view;
  const labels = outputs.map((output) => output.label);
  throw new SnapFailure(
    `Router has no output view "${label}"`,
    `Expected the label of an output view; found "${label}". The views are ${labels.map((known) => `"${known}"`).join(", ")}.`,
    `Name one of them in "outputViewName". ${didYouMean(label, labels)}`.trim(),
  );
}
