import { believe } from "../../base/believe.ts";
import type { Document } from "../../expr/value.ts";
import type { Batch, Binary, Emission, Item } from "../../engine/batch.ts";
import type { ChildPipeline } from "../../engine/child-pipelines.ts";
import { defineSnap, optional } from "../../engine/define-snap.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import type { Operator, SnapContext, SnapInput } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { byArrival } from "../support/by-arrival.ts";
import { childParameterRows, childParameters } from "../support/child/child-parameters.ts";
import { exampleChild } from "../support/child/example-child.ts";
import { childErrors } from "../support/child/reject-errors.ts";
import { runChild, type RunLimits } from "../support/child/run-child.ts";
import { runPooled } from "../support/child/run-pooled.ts";
import { documentBuffer } from "../support/document-buffer.ts";

const settings = {
  pipeline: textPerDocument({
    help: "Name or path of the pipeline: a name of the same project or of `shared`, `../project/name`, `/Org/Project/name`.",
    required: true,
  }),
  params: childParameterRows(),
  reuse: flag({
    help: "Starts the children once and streams all documents through them.",
    default: false,
  }),
  poolSize: integer({ help: "Children that run at the same time.", default: 1, minimum: 1 }),
  batchSize: integer({ help: "Documents that one child gets.", default: 1, minimum: 1 }),
  timeout: integer({ help: "Seconds that one child may take; 0 for any.", default: 0 }),
  retryLimit: integer({ help: "How often a child that failed is run again.", default: 0 }),
  retryInterval: integer({ help: "Seconds to wait before that.", default: 1 }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-pipeexec",
  version: 1,
  name: "FlowPipelineExecute",
  label: "Pipeline Execute",
  category: "flow",
  summary: "Runs another pipeline for the documents that arrive.",
  details:
    "For every document, or every `batchSize` documents, the child runs once: its open input gets them, what its open output puts out comes out here. A child without an open input runs for them without seeing them; when it has no open output, the documents pass on once it has ended. Without an input view the child runs once. The name and the parameters are evaluated for the first document of each batch; parameters arrive as text, null as null, and the child sees none of the caller's own. With a pool, what comes out is in the order in which children deliver. When a child fails, its documents go to the error view, after the retries if there are any; a child that may be retried delivers when it has ended, and one that was given a binary is not retried. What the child's own error views put out goes to the error view here. With `reuse` as many children as the pool has run from the start to the end of the stream and share the documents; the name and the parameters may then not use `$`, the child needs an open input, nothing is retried, and a child that fails fails the run. Where a child runs, and under what label, is not up to these settings: it runs with its caller.",
  views: { input: optional("document", "binary"), output: optional("document", "binary") },
  effects: true,
  settings,
  run: executeOperator,
  examples: [
    {
      title: "Once for every document, with a parameter",
      settings: {
        pipeline: "greet",
        params: [{ paramName: "name", paramValue: { expression: "$name" } }],
      },
      pipelines: { greet: childSlp("_greeting + ' ' + _name", ["input0"]) },
      given: [{ name: "Ada" }, { name: "Bob" }],
      gives: [{ text: "hello Ada" }, { text: "hello Bob" }],
    },
    {
      title: "A name that is computed, without an input view",
      settings: { pipeline: { expression: "'gr' + 'eet'" } },
      pipelines: { greet: childSlp("_greeting", []) },
      inputs: [],
      gives: [{ text: "hello" }],
    },
    {
      title: "One child for all documents",
      settings: { pipeline: "greet", reuse: true },
      pipelines: { greet: childSlp("_greeting + ' ' + $name", ["input0"]) },
      given: [{ name: "Ada" }, { name: "Bob" }, { name: "Cid" }],
      gives: [{ text: "hello Ada" }, { text: "hello Bob" }, { text: "hello Cid" }],
    },
    {
      title: "A child that fails sends its document to the error view",
      settings: { pipeline: "greet" },
      pipelines: { greet: childSlp("_greeting + $name", ["input0"]) },
      given: [{ id: 1 }, { name: "!" }],
      gives: [{ text: "hello!" }],
      errors: [{ original: { id: 1 } }],
    },
    {
      title: "A pipeline that does not exist",
      settings: { pipeline: "nowhere" },
      given: [{ id: 1 }],
      fails: 'There is no pipeline "nowhere"',
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

function executeOperator(context: Context): Operator {
  return async function* executed({ inputs: [input] }): AsyncIterable<Emission> {
    const results =
      context.settings.reuse && input !== undefined
        ? streamThrough(input, context)
        : runForEach(input, context);
    for await (const items of results) {
      if (items.length > 0 && context.outputs.length > 0) yield { view: 0, items };
    }
  };
}

/** A run of the child for every batch of items, as many at once as the pool has. */
function runForEach(input: SnapInput | undefined, context: Context): AsyncIterable<Batch> {
  const { batchSize, poolSize } = context.settings;
  const limits = runLimitsOf(context, input);
  return runPooled(tasksOf(input, batchSize), poolSize, (items) =>
    runTask(items, input, limits, context),
  );
}

async function* runTask(
  items: Batch,
  input: SnapInput | undefined,
  limits: RunLimits,
  context: Context,
): AsyncIterable<Batch> {
  const { settings: bound, signal, reject } = context;
  const [first] = items;
  const subject = first === undefined ? {} : documentOf(first, input);
  try {
    const child = await context.pipelines.open(bound.pipeline(subject), signal);
    const errors = childErrors(reject);
    const call = {
      parameters: childParameters(bound.params, subject),
      input: first === undefined || child.input === undefined ? undefined : again(items),
      onError: errors.take,
      signal,
    };
    yield* runChild(child, call, limits);
    errors.rejectAll();
    if (child.output === undefined) yield items;
  } catch (failure) {
    if (signal.aborted) throw failure;
    if (first === undefined) reject({}, failure);
    for (const item of items) reject(documentOf(item, input), failure);
  }
}

/** Children that run from the start to the end of the stream and share what it brings. */
async function* streamThrough(input: SnapInput, context: Context): AsyncIterable<Batch> {
  const { settings: bound, pipelines, signal, reject } = context;
  const child = await pipelines.open(bound.pipeline({}), signal);
  if (child.input === undefined) throw cannotBeReused(child);
  const parameters = childParameters(bound.params, {});
  const shared = input.batches[Symbol.asyncIterator]();
  const errors = childErrors(reject);
  const limits = runLimitsOf(context, input);
  const passed = child.output === undefined ? passedBuffer(context) : undefined;
  async function* share(): AsyncIterable<Batch> {
    for (let next = await shared.next(); next.done !== true; next = await shared.next()) {
      if (input.view.type === "document")
        await passed?.append(believe<Batch<Document>>(next.value));
      yield next.value;
    }
  }
  try {
    const lanes = Array.from({ length: bound.poolSize }, () =>
      runChild(child, { parameters, input: share(), onError: errors.take, signal }, limits),
    );
    for await (const { value } of byArrival(lanes)) {
      errors.rejectAll();
      yield value;
    }
    errors.rejectAll();
    if (passed !== undefined) yield* passed.read();
  } finally {
    await passed?.remove();
    await shared.return?.();
  }
}

async function* tasksOf(
  input: SnapInput | undefined,
  batchSize: number,
): AsyncGenerator<Batch, void> {
  if (input === undefined) {
    yield [];
    return;
  }
  let held: Item[] = [];
  for await (const batch of input.batches) {
    for (const item of batch) held.push(item);
    if (held.length < batchSize) continue;
    const whole = held.length - (held.length % batchSize);
    yield* chunks(held.slice(0, whole), batchSize);
    held = held.slice(whole);
  }
  if (held.length > 0) yield held;
}

function documentOf(item: Item, input: SnapInput | undefined): Document {
  return input?.view.type === "binary" ? believe<Binary>(item).header : believe<Document>(item);
}

/** The bytes of a binary can be read once, so that its child cannot be run again. */
function runLimitsOf({ settings: bound }: Context, input: SnapInput | undefined): RunLimits {
  return {
    timeoutMs: bound.timeout * 1000,
    retryLimit: bound.reuse || input?.view.type === "binary" ? 0 : bound.retryLimit,
    retryIntervalMs: bound.retryInterval * 1000,
  };
}

function passedBuffer({ spill, limits }: Context): ReturnType<typeof documentBuffer> {
  const { memoryBytesMax } = spill;
  return documentBuffer({ spill, memoryBytesMax, batchSizeMax: limits.batchSizeMax });
}

/** Can be read again, for a child that is run again. */
function again(items: Batch): AsyncIterable<Batch> {
  return {
    async *[Symbol.asyncIterator]() {
      yield items;
    },
  };
}

function cannotBeReused(child: ChildPipeline): SnapFailure {
  return new SnapFailure(
    `The pipeline "${child.path}" cannot be reused`,
    "Expected a pipeline with an open input, through which documents can stream; found none.",
    'Give it an input view without a link, or turn off "reuse".',
  );
}

function childSlp(expression: string, inputs: readonly string[]): string {
  const parameters = { greeting: "hello", name: "" };
  return exampleChild({ label: "greet", expression, targetPath: "$text", parameters, inputs });
}
