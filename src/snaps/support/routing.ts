import { didYouMean } from "../../base/nearest.ts";
import type { Document } from "../../expr/value.ts";
import { expression, type Evaluate } from "../../engine/settings/expression.ts";
import { flag } from "../../engine/settings/flag.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import type { ViewInfo } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { holds } from "./holds.ts";

/** The settings of Router and Binary Router; `example` is a condition as one writes it there. */
export function routingSettings(example: string) {
  return {
    routes: table({
      help: "Conditions with the view to go to, from top to bottom.",
      columns: {
        expression: expression({ help: `Evaluated for every item, as in \`${example}\`.` }),
        outputViewName: text({ help: "Label of the output view." }),
      },
    }),
    firstMatch: flag({ help: "Goes to the first view that matches only.", default: false }),
  };
}

interface RouteRow {
  readonly expression: Evaluate | undefined;
  readonly outputViewName: string;
}

/** The output views that an item goes to, by index, each once and in order; the list is good until the next call. */
export type ChooseViews = (document: Document) => readonly number[];

/** Makes the choice of a Router. Without any condition items go round robin, in alphabetical order of the labels. */
export function viewChooser(
  settings: { readonly routes: readonly RouteRow[]; readonly firstMatch: boolean },
  outputs: readonly ViewInfo[],
  snap: string,
): ChooseViews {
  const routes = settings.routes.flatMap((row) =>
    row.expression === undefined
      ? []
      : [{ condition: row.expression, view: viewLabelled(row.outputViewName, outputs, snap) }],
  );
  if (routes.length === 0) return roundRobin(outputs);
  return settings.firstMatch ? firstOf(routes) : everyOf(routes, outputs.length);
}

interface Route {
  readonly condition: Evaluate;
  readonly view: number;
}

function firstOf(routes: readonly Route[]): ChooseViews {
  const lists = routes.map(({ condition, view }) => ({ condition, views: [view] }));
  return (document) => {
    for (const { condition, views } of lists) if (holds(condition(document))) return views;
    return [];
  };
}

function everyOf(routes: readonly Route[], viewCount: number): ChooseViews {
  const matches = new Uint8Array(viewCount);
  const chosen: number[] = [];
  return (document) => {
    matches.fill(0);
    for (const { condition, view } of routes) if (holds(condition(document))) matches[view] = 1;
    chosen.length = 0;
    for (let view = 0; view < viewCount; view++) if (matches[view] === 1) chosen.push(view);
    return chosen;
  };
}

function roundRobin(outputs: readonly ViewInfo[]): ChooseViews {
  const order = [...outputs.keys()]
    .toSorted((a, b) => ((outputs[a]?.label ?? "") < (outputs[b]?.label ?? "") ? -1 : 1))
    .map((view) => [view]);
  let turn = 0;
  return () => {
    const views = order[turn] ?? [];
    turn = (turn + 1) % order.length;
    return views;
  };
}

function viewLabelled(label: string, outputs: readonly ViewInfo[], snap: string): number {
  const view = outputs.findIndex((output) => output.label === label);
  if (view >= 0) return view;
  const labels = outputs.map((output) => output.label);
  throw new SnapFailure(
    `${snap} has no output view "${label}"`,
    `Expected the label of an output view; found "${label}". The views are ${labels.map((known) => `"${known}"`).join(", ")}.`,
    `Name one of them in "outputViewName". ${didYouMean(label, labels)}`.trim(),
  );
}
