import { believe } from "../../base/believe.ts";
import { EvaluationFailure } from "../../expr/failure.ts";
import type { Document } from "../../expr/value.ts";
import type { Batch, Emission } from "../../engine/batch.ts";
import type { ChildPipeline } from "../../engine/child-pipelines.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { expression, type Evaluate } from "../../engine/settings/expression.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer, integerPerDocument } from "../../engine/settings/integer.ts";
import { group } from "../../engine/settings/table.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import type { Operator, SnapContext, SnapInput } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { childParameterRows, childParameters } from "../support/child/child-parameters.ts";
import { exampleChild } from "../support/child/example-child.ts";
import { childErrors, type ChildErrors } from "../support/child/reject-errors.ts";
import { runPooled } from "../support/child/run-pooled.ts";
import { copyDocument } from "../support/copy-document.ts";
import { holds } from "../support/holds.ts";

const settings = {
  pipeline: textPerDocument({
    help: "Name or path of the pipeline; evaluated for the document that comes in, not for each iteration.",
    required: true,
  }),
  params: childParameterRows(),
  loopOptions: group({
    help: "When the loop ends.",
    fields: {
      stopCondition: expression({
        help: "Evaluated for what each iteration puts out, as in `$done == true`.",
      }),
      iterationLimit: integerPerDocument({ help: "Iterations at most.", default: 10 }),
      debugIterationOutput: flag({
        help: "Adds what each iteration put out, under `_iteration_documents`.",
        default: false,
      }),
    },
  }),
  executionOptions: group({
    help: "How children run; they run with their caller, whatever else stands here.",
    fields: {
      poolSize: integer({ help: "Documents that loop at the same time.", default: 1, minimum: 1 }),
    },
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-pipeloop",
  version: 1,
  name: "FlowPipeLoop",
  label: "PipeLoop",
  category: "flow",
  summary: "Runs a child pipeline again and again until a condition holds.",
  details:
    "The child gets the document, and the first document that it puts out goes into the next iteration; what else it puts out is dropped. The loop ends when the condition holds, after as many iterations as the limit says, or when the child puts nothing out, in which case nothing comes out here either. What the last iteration put out comes out. The condition is tested before the first iteration too, where one that cannot be evaluated yet does not hold; later such a condition fails the document. The limit is evaluated for the document that comes in, the parameters before each iteration. With `debugIterationOutput` the result has a list of `{iteration, child_pipeline_output, stop_condition_evaluation}`. The child needs an open input and an open output for documents. A child that fails sends the document that came in to the error view, as does what the child's own error views put out. With a pool the order is that in which loops end.",
  views: { input: one("document"), output: one("document") },
  effects: true,
  settings,
  run: loopOperator,
  examples: [
    {
      title: "Add until it is enough",
      settings: {
        pipeline: "add",
        params: [{ paramName: "by", paramValue: { expression: "$n" } }],
        loopOptions: { stopCondition: { expression: "$n >= 20" }, iterationLimit: 100 },
      },
      pipelines: { add: childSlp("$n + parseInt(_by)") },
      given: [{ n: 3 }, { n: 25 }],
      gives: [{ n: 24 }, { n: 25 }],
    },
    {
      title: "The limit ends the loop, and the iterations are told",
      settings: {
        pipeline: "add",
        loopOptions: {
          stopCondition: { expression: "$n > 100" },
          iterationLimit: 2,
          debugIterationOutput: true,
        },
      },
      pipelines: { add: childSlp("$n + 1") },
      given: [{ n: 1 }],
      gives: [
        {
          n: 3,
          _iteration_documents: [
            { iteration: 1, child_pipeline_output: { n: 2 }, stop_condition_evaluation: false },
            { iteration: 2, child_pipeline_output: { n: 3 }, stop_condition_evaluation: false },
          ],
        },
      ],
    },
    {
      title: "A child that fails sends the document to the error view",
      settings: {
        pipeline: "add",
        loopOptions: { stopCondition: { expression: "$n > 2" } },
      },
      pipelines: { add: childSlp("$n + $missing") },
      given: [{ n: 1 }],
      gives: [],
      errors: [{ original: { n: 1 } }],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

function loopOperator(context: Context): Operator {
  const { poolSize } = context.settings.executionOptions;
  return async function* looped({ inputs: [input] }): AsyncIterable<Emission> {
    if (input === undefined) return;
    for await (const result of runPooled(each(input), poolSize, (document) =>
      loop(document, context),
    )) {
      yield { view: 0, items: [result] };
    }
  };
}

async function* each(input: SnapInput): AsyncGenerator<Document, void> {
  for await (const batch of documentsOf(input)) yield* batch;
}

/** Loops for one document: yields what the last iteration put out. */
async function* loop(document: Document, context: Context): AsyncIterable<Document> {
  const { settings: bound, signal, reject } = context;
  const { stopCondition, iterationLimit, debugIterationOutput } = bound.loopOptions;
  const errors = childErrors(reject);
  const told: Document[] = [];
  try {
    const limit = iterationLimit(document);
    const child = await context.pipelines.open(bound.pipeline(document), signal);
    requireViews(child);
    let current: Document | undefined = copyDocument(document);
    let stops = stopsBefore(stopCondition, current);
    for (let iteration = 1; iteration <= limit && !stops; iteration++) {
      const put: Document | undefined = await iterate(child, current, errors, context);
      errors.rejectAll();
      if (put === undefined) return;
      current = put;
      stops = stopCondition !== undefined && holds(stopCondition(current));
      if (debugIterationOutput) told.push(iterationOf(iteration, current, stops));
    }
    yield debugIterationOutput ? { ...current, _iteration_documents: told } : current;
  } catch (failure) {
    if (signal.aborted) throw failure;
    reject(document, failure);
  }
}

/** Runs the child to its end; the first document that it puts out, if there is one. */
async function iterate(
  child: ChildPipeline,
  document: Document,
  errors: ChildErrors,
  { settings: bound, signal }: Context,
): Promise<Document | undefined> {
  let first: Document | undefined;
  const parameters = childParameters(bound.params, document);
  const input = once([copyDocument(document)]);
  for await (const batch of child.run({ parameters, input, onError: errors.take, signal })) {
    first ??= believe<Batch<Document>>(batch)[0];
  }
  return first;
}

async function* once(items: Batch<Document>): AsyncIterable<Batch> {
  yield items;
}

/** The document that comes in may lack what only the child adds. */
function stopsBefore(condition: Evaluate | undefined, document: Document): boolean {
  if (condition === undefined) return false;
  try {
    return holds(condition(document));
  } catch (failure) {
    if (failure instanceof EvaluationFailure || failure instanceof SnapFailure) return false;
    throw failure;
  }
}

function iterationOf(iteration: number, document: Document, stops: boolean): Document {
  return {
    iteration,
    child_pipeline_output: copyDocument(document),
    stop_condition_evaluation: stops,
  };
}

function requireViews(child: ChildPipeline): void {
  if (child.input === "document" && child.output === "document") return;
  throw new SnapFailure(
    `The pipeline "${child.path}" cannot be looped`,
    `Expected an open document input and an open document output; found ${child.input ?? "no"} input and ${child.output ?? "no"} output.`,
    "Leave an input view of its first Snap and an output view of its last without a link.",
  );
}

function childSlp(expressionOfN: string): string {
  return exampleChild({
    label: "add",
    expression: expressionOfN,
    targetPath: "$n",
    parameters: { by: "1" },
    inputs: ["input0"],
  });
}
