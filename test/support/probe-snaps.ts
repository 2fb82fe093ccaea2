import { setTimeout } from "node:timers/promises";
import type { Emission } from "../../src/engine/batch.ts";
import { defineSnap, many, one, optional } from "../../src/engine/define-snap.ts";
import type { SnapDefinition } from "../../src/engine/define-snap.ts";
import { formatStream } from "../../src/engine/operators/format-stream.ts";
import { documentsOf } from "../../src/engine/operators/items.ts";
import type { OperatorIo } from "../../src/engine/snap-context.ts";
import { integer } from "../../src/engine/settings/integer.ts";
import { text } from "../../src/engine/settings/text.ts";

const probe = { version: 1, category: "flow", summary: "For tests.", examples: [] } as const;

/** Snaps that show how the engine treats them: `log` takes what happens to them. */
export function probeSnaps(log: string[] = []): readonly SnapDefinition[] {
  return [
    defineSnap({
      ...probe,
      classId: "probe-endless",
      name: "ProbeEndless",
      label: "Endless",
      views: { input: optional("document"), output: one("document") },
      settings: {},
      run: ({ label }) =>
        async function* endless() {
          try {
            for (let n = 0; ; n++) yield { view: 0, items: [{ n }] };
          } finally {
            log.push(`${label} released`);
          }
        },
    }),
    defineSnap({
      ...probe,
      classId: "probe-effect",
      name: "ProbeEffect",
      label: "Effect",
      effects: true,
      views: { input: one("document"), output: many("document") },
      settings: {},
      run: ({ label }) =>
        async function* effect({ inputs: [input] }) {
          if (input === undefined) return;
          let seen = 0;
          for await (const items of documentsOf(input)) {
            seen += items.length;
            yield { view: 0, items };
          }
          log.push(`${label} saw ${seen}`);
        },
    }),
    defineSnap({
      ...probe,
      classId: "probe-slow",
      name: "ProbeSlow",
      label: "Slow",
      views: { input: one("document"), output: one("document") },
      settings: { everyDocuments: integer({ help: "Waits after so many.", default: 10_000 }) },
      run: ({ settings }) =>
        async function* slow({ inputs: [input] }) {
          if (input === undefined) return;
          let seen = 0;
          for await (const items of documentsOf(input)) {
            const before = seen;
            seen += items.length;
            const every = settings.everyDocuments;
            if (Math.floor(before / every) !== Math.floor(seen / every)) await setTimeout(1);
            yield { view: 0, items };
          }
        },
    }),
    defineSnap({
      ...probe,
      classId: "probe-broken",
      name: "ProbeBroken",
      label: "Broken",
      views: { input: optional("document"), output: one("document") },
      settings: { where: text({ help: "`start` or `step`.", default: "step" }) },
      run: ({ settings }) => {
        if (settings.where === "start") throw new Error("broken at the start");
        return async function* broken() {
          yield { view: 0, items: [{}] };
          throw new Error("broken in a step");
        };
      },
    }),
    defineSnap({
      ...probe,
      classId: "probe-format",
      name: "ProbeFormat",
      label: "Format",
      views: { input: one("document"), output: one("binary") },
      settings: { failsAfter: integer({ help: "Documents that are formatted.", default: 0 }) },
      run: ({ settings }) =>
        formatStream({
          header: () => ({}),
          ignoreEmpty: false,
          async *format(documents) {
            let seen = 0;
            for await (const batch of documents) {
              yield Buffer.from(`${JSON.stringify(batch)}\n`);
              seen += batch.length;
              if (seen > settings.failsAfter) throw new Error("cannot be formatted");
            }
          },
        }),
    }),
    defineSnap({
      ...probe,
      classId: "probe-hoard",
      name: "ProbeHoard",
      label: "Hoard",
      views: { input: one("document"), output: one("document") },
      settings: {},
      run: () => hoard,
    }),
  ];
}

async function* hoard({ inputs: [input], reject }: OperatorIo): AsyncIterable<Emission> {
  if (input === undefined) return;
  for await (const batch of documentsOf(input)) {
    for (const document of batch) reject(document, new Error("not wanted"));
  }
  yield { view: 0, items: [{ end: true }] };
}
