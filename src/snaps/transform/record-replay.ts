import { isValueMap } from "../../expr/path/value-map.ts";
import { toText } from "../../expr/to-text.ts";
import type { Document } from "../../expr/value.ts";
import type { Batch, Documents, Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { text } from "../../engine/settings/text.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import { describeFailure } from "../../engine/run-failure.ts";
import { copyDocument } from "../support/copy-document.ts";
import { openFile } from "../support/files/open-file.ts";
import { parseJsonStream } from "../support/json/parse-json-stream.ts";
import { printDocument } from "../support/json/print-document.ts";
import { writeTypeExtensions } from "../support/json/type-extensions.ts";
import { decodeText } from "../support/text/decode-text.ts";

const settings = {
  docCount: integer({ help: "How many documents to record at most.", default: 10, minimum: 1 }),
  pathExpr: text({
    help: "Path of the recording; blank is a file of the project named after pipeline and Snap.",
  }),
  replayOnly: flag({ help: "Keeps the recording as it is.", default: false }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-recordreplay",
  version: 1,
  name: "TransformRecordReplay",
  label: "Record Replay",
  category: "transform",
  summary: "Records documents in a run and plays them again in a validation.",
  details:
    "In a run documents pass, and the first of them are recorded in a JSON file, over the recording before; a run without documents leaves that. In a validation, where an open input brings nothing, the recorded documents come out; documents that do come there pass, and nothing is recorded. A recording that cannot be written or read is a warning and fails nothing. Dates and bytes keep their kinds.",
  views: { input: one("document"), output: one("document") },
  settings,
  run: (context) =>
    async function* passed({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      const documents = documentsOf(input);
      const source =
        context.mode === "preview" ? replayed(documents, context) : recorded(documents, context);
      for await (const items of source) yield { view: 0, items };
    },
  examples: [
    {
      title: "Documents pass, and the first are recorded",
      settings: { docCount: 2, pathExpr: { expression: "'sldb:///' + pipe.label + '.json'" } },
      given: [{ id: 1 }, { id: 2 }, { id: 3 }],
      gives: [{ id: 1 }, { id: 2 }, { id: 3 }],
      writes: { "example.json": '[{"id":1},\n{"id":2}]' },
    },
    {
      title: "A recording that is to stay",
      settings: { pathExpr: "kept.json", replayOnly: true },
      files: { "kept.json": "[]" },
      given: [{ id: 1 }],
      gives: [{ id: 1 }],
      writes: { "kept.json": "[]" },
    },
    {
      title: "A place where nothing can be recorded fails nothing",
      settings: { pathExpr: "nowhere/kept.json" },
      given: [{ id: 1 }],
      gives: [{ id: 1 }],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

async function* recorded(documents: Documents, context: Context): Documents {
  const { docCount, replayOnly } = context.settings;
  const first: Document[] = [];
  let isWritten = replayOnly;
  try {
    for await (const batch of documents) {
      if (!isWritten) {
        first.push(...batch.slice(0, docCount - first.length).map(copyDocument));
        if (first.length === docCount) {
          isWritten = true;
          await record(first, context);
        }
      }
      yield batch;
    }
  } finally {
    if (!isWritten && first.length > 0 && !context.signal.aborted) await record(first, context);
  }
}

async function record(documents: Batch<Document>, context: Context): Promise<void> {
  const { files, signal } = context;
  const options = { ifExists: "overwrite", createDirectories: false } as const;
  const lines = documents.map((document) => printDocument(writeTypeExtensions(document)));
  try {
    const draft = await files.create(pathOf(context), options, signal);
    try {
      await draft.write(Buffer.from(`[${lines.join(",\n")}]`, "utf8"));
      await draft.commit();
    } catch (failure) {
      await draft.discard();
      throw failure;
    }
  } catch (failure) {
    if (signal.aborted) throw failure;
    context.warn(`Nothing was recorded. ${wordsOf(failure)}`);
  }
}

async function* replayed(documents: Documents, context: Context): Documents {
  let isEmpty = true;
  for await (const batch of documents) {
    isEmpty = false;
    yield batch;
  }
  if (!isEmpty) return;
  const { files, limits, signal } = context;
  const options = {
    arrayElements: true,
    filterPath: undefined,
    nonStandard: false,
    typeExtensions: true,
    depthMax: limits.jsonDepthMax,
    documentLengthMax: limits.jsonDocumentLengthMax,
    batchSizeMax: limits.batchSizeMax,
  };
  try {
    const opening = { files, signal, retries: 0, retryIntervalMs: 0 };
    const { content } = await openFile(pathOf(context), opening);
    yield* parseJsonStream(decodeText(content, "utf-8", signal), options);
  } catch (failure) {
    if (signal.aborted) throw failure;
    context.warn(`Nothing is replayed. ${wordsOf(failure)}`);
  }
}

function wordsOf(failure: unknown): string {
  const { error, reason } = describeFailure(failure);
  return `${error}: ${reason}`;
}

function pathOf({ settings: { pathExpr }, scope, label, id }: Context): string {
  if (pathExpr !== "") return pathExpr;
  const { pipe } = scope;
  const pipeline = isValueMap(pipe) ? toText(pipe["label"] ?? null) : "";
  return `sldb:///${[pipeline, label].map(encodeURIComponent).join("-")}-${id}.json`;
}
