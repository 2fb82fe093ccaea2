import { setOwn } from "../../base/json.ts";
import type { Document } from "../../expr/value.ts";
import { defineSnap, many, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import type { OperatorIo } from "../../engine/snap-context.ts";
import { byArrival } from "../support/by-arrival.ts";
import { collect, documentBuffer } from "../support/document-buffer.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-gate",
  version: 1,
  name: "FlowGate",
  label: "Gate",
  category: "flow",
  summary: "Waits until all inputs have ended, then gives one document about them.",
  details:
    "The document has a key for every input view, named as the view. It holds the list of the view's documents, or `{count, document}` with the first or the final one (null when none came). With `ignoreEmptyStream` nothing is given when no view had a document; otherwise the lists are then empty. Documents wait on disk past the Snap's share of memory, but the one document that holds them all has to fit into memory.",
  views: { input: many("document"), output: one("document") },
  settings: {
    outputDocContent: choice({
      help: "What the document tells about each input.",
      options: [
        "All input documents",
        "Document count and first document for each input",
        "Document count and final document for each input",
      ],
      default: "All input documents",
    }),
    ignoreEmptyStream: flag({
      help: "Gives no document when no input had one.",
      default: false,
    }),
  },
  run: ({ settings, spill }) => {
    const all = settings.outputDocContent === "All input documents";
    const gather = all ? gatherAll : gatherOne;
    const first = settings.outputDocContent.includes("first");
    return async function* gated(io) {
      const { document, count } = await gather(io, spill, first);
      if (count > 0 || !settings.ignoreEmptyStream) yield { view: 0, items: [document] };
    };
  },
  examples: [
    {
      title: "All documents by input",
      inputs: ["input0", "input1"],
      given: { input0: [{ id: 1 }, { id: 2 }], input1: [{ name: "Ada" }] },
      gives: [{ input0: [{ id: 1 }, { id: 2 }], input1: [{ name: "Ada" }] }],
    },
    {
      title: "Count and final document",
      settings: { outputDocContent: "Document count and final document for each input" },
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ input0: { count: 2, document: { id: 2 } } }],
    },
    {
      title: "An empty input gives an empty list",
      given: [],
      gives: [{ input0: [] }],
    },
    {
      title: "An empty input gives nothing when empty streams are ignored",
      settings: { ignoreEmptyStream: true },
      given: [],
      gives: [],
    },
  ],
});

interface Gathered {
  readonly document: Document;
  readonly count: number;
}

type Spill = Parameters<typeof documentBuffer>[0]["spill"];

async function gatherAll({ inputs, limits }: OperatorIo, spill: Spill): Promise<Gathered> {
  const memoryBytesMax = spill.memoryBytesMax / Math.max(inputs.length, 1);
  const { batchSizeMax } = limits;
  const buffers = inputs.map(() => documentBuffer({ spill, memoryBytesMax, batchSizeMax }));
  try {
    for await (const { source, value } of byArrival(inputs.map(documentsOf))) {
      await buffers[source]?.append(value);
    }
    const document: Document = {};
    let count = 0;
    for (const [index, buffer] of buffers.entries()) {
      count += buffer.count;
      setOwn(document, inputs[index]?.view.id ?? "", await collect(buffer));
    }
    return { document, count };
  } finally {
    for (const buffer of buffers) await buffer.remove();
  }
}

async function gatherOne({ inputs }: OperatorIo, _spill: Spill, first: boolean): Promise<Gathered> {
  const seen = inputs.map((): { count: number; document: Document | null } => ({
    count: 0,
    document: null,
  }));
  for await (const { source, value } of byArrival(inputs.map(documentsOf))) {
    const about = seen[source];
    if (about === undefined) continue;
    if (!first || about.count === 0) about.document = value.at(first ? 0 : -1) ?? null;
    about.count += value.length;
  }
  const document: Document = {};
  for (const [index, about] of seen.entries())
    setOwn(document, inputs[index]?.view.id ?? "", about);
  return { document, count: seen.reduce((sum, about) => sum + about.count, 0) };
}
