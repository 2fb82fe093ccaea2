import type { Binary, Emission } from "../../engine/batch.ts";
import { defineSnap, many, one } from "../../engine/define-snap.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { binarySpool } from "../support/binary/binary-spool.ts";
import { copyDocument } from "../support/copy-document.ts";
import { routingSettings, viewChooser } from "../support/routing.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-binaryrouter",
  version: 2,
  name: "FlowBinaryRouter",
  label: "Binary Router",
  category: "flow",
  summary: "Sends binary data to output views by conditions on its header.",
  details:
    "As Router, where `$` is the header of a binary, as in `$['content-location'].endsWith('.csv')`. A binary that goes to one view streams through; the bytes of one that goes to several are read once and kept until the last has read them, in files of the run past the Snap's share of memory. The bytes of a binary that goes nowhere are not read. A condition that cannot be evaluated sends the header to the error view.",
  views: { input: one("binary"), output: many("binary", 1) },
  settings: routingSettings("$['content-location'].endsWith('.csv')"),
  run: ({ settings, outputs, spill, signal, limits, reject }) => {
    const choose = viewChooser(settings, outputs, "Binary Router");
    const spool = binarySpool({ spill, signal, diskBytesMax: limits.spillDiskBytesMax });
    return async function* routed({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      for await (const batch of binariesOf(input)) {
        for (const binary of batch) yield* route(binary);
      }
    };
    async function* route(binary: Binary): AsyncIterable<Emission> {
      const { header, content } = binary;
      try {
        const views = [...choose(header)];
        const contents = views.length < 2 ? [content] : await spool.copies(content, views.length);
        for (const [index, view] of views.entries()) {
          const copy = contents[index] ?? content;
          yield { view, items: [{ header: copyDocument(header), content: copy }] };
        }
      } catch (failure) {
        reject(header, failure);
      }
    }
  },
  examples: [
    {
      title: "By the name of the file",
      settings: {
        routes: [
          { expression: "$name.endsWith('.csv')", outputViewName: "tables" },
          { expression: "$size > 10", outputViewName: "large" },
        ],
      },
      outputs: ["tables", "large"],
      given: [
        { header: { name: "a.csv", size: 20 }, content: "A" },
        { header: { name: "b.csv", size: 1 }, content: "B" },
        { header: { name: "c.txt", size: 1 }, content: "C" },
      ],
      gives: {
        tables: [{ content: "A" }, { content: "B" }],
        large: [{ header: { name: "a.csv", size: 20 }, content: "A" }],
      },
    },
    {
      title: "With first match, a last route takes the rest",
      settings: {
        routes: [
          { expression: "$size > 10", outputViewName: "large" },
          { expression: "true", outputViewName: "small" },
        ],
        firstMatch: true,
      },
      outputs: ["large", "small"],
      given: [
        { header: { size: 20 }, content: "A" },
        { header: { size: 1 }, content: "B" },
      ],
      gives: { large: [{ content: "A" }], small: [{ content: "B" }] },
    },
    {
      title: "A header without what the condition asks for",
      settings: { routes: [{ expression: "$size > 10", outputViewName: "output0" }] },
      given: [{ header: { name: "a" }, content: "A" }],
      gives: [],
      errors: [{ original: { name: "a" } }],
    },
  ],
});
