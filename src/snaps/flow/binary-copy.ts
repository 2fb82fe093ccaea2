import type { Batch, Binary, Emission } from "../../engine/batch.ts";
import { defineSnap, many, one } from "../../engine/define-snap.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { binarySpool } from "../support/binary/binary-spool.ts";
import { copyDocument } from "../support/copy-document.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-binarycopy",
  version: 1,
  name: "FlowBinaryCopy",
  label: "Binary Copy",
  category: "flow",
  summary: "Copies binary data to every output view.",
  details:
    "Each view gets a binary with the same header and the same bytes, in the order of the input. The bytes are read once and kept until the last view has read them: in memory up to the Snap's share, and beyond it in files of the run. With one view they stream through.",
  views: { input: one("binary"), output: many("binary") },
  settings: {},
  run: ({ outputs, spill, signal, limits, reject }) => {
    const spool = binarySpool({ spill, signal, diskBytesMax: limits.spillDiskBytesMax });
    return async function* copied({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      for await (const batch of binariesOf(input)) {
        if (outputs.length < 2) yield { view: 0, items: batch };
        else for (const binary of batch) yield* copies(binary);
      }
    };
    async function* copies({ header, content }: Binary): AsyncIterable<Emission> {
      try {
        const contents = await spool.copies(content, outputs.length);
        for (const [view, copy] of contents.entries()) {
          const items: Batch<Binary> = [{ header: copyDocument(header), content: copy }];
          yield { view, items };
        }
      } catch (failure) {
        reject(header, failure);
      }
    }
  },
  examples: [
    {
      title: "Two views get the same bytes",
      outputs: ["output0", "output1"],
      given: [{ header: { name: "a" }, content: "A" }, { content: "B" }],
      gives: {
        output0: [{ header: { name: "a" }, content: "A" }, { content: "B" }],
        output1: [{ header: { name: "a" }, content: "A" }, { content: "B" }],
      },
    },
    {
      title: "One view passes binaries on",
      given: [{ header: { name: "a" }, content: "A" }],
      gives: [{ header: { name: "a" }, content: "A" }],
    },
  ],
});
