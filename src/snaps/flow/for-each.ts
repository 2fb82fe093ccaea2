import type { Document } from "../../expr/value.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap, optional } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { choice } from "../../engine/settings/choice.ts";
import { integer } from "../../engine/settings/integer.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import type { Operator, SnapContext, SnapInput } from "../../engine/snap-context.ts";
import { childParameterRows, childParameters } from "../support/child/child-parameters.ts";
import { exampleChild } from "../support/child/example-child.ts";
import { childErrors } from "../support/child/reject-errors.ts";
import { runPooled } from "../support/child/run-pooled.ts";

const settings = {
  pipeline_snode_id: textPerDocument({
    help: "Name or path of the pipeline, as in Pipeline Execute.",
    required: true,
  }),
  params: childParameterRows(),
  exec_mode: choice({
    help: "Whether one child ends before the next begins.",
    options: ["SYNCHRONOUS", "FIRE_AND_FORGET"],
    default: "SYNCHRONOUS",
  }),
  maxInstances: integer({
    help: "Children that run at the same time with FIRE_AND_FORGET.",
    default: 50,
    minimum: 1,
    maximum: 1_000,
  }),
  batch_size: integer({
    help: "Accepted and without effect: a child runs for each document.",
    default: 1,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-foreach",
  version: 1,
  name: "FlowForEach",
  label: "ForEach",
  category: "flow",
  summary: "Runs a child pipeline for every document; Pipeline Execute took its place.",
  details:
    "The child gets its parameters from the document, and not the document itself. When it has ended, a document with `pipeline` (its path), `status` and the input document under `data` comes out; what the child puts out is dropped. Without an input view it runs once. A child that fails sends its document to the error view, as does what the child's own error views put out. With FIRE_AND_FORGET several children run at the same time, and documents come out in the order in which they end; the run waits for all of them, since children run inside it. Deprecated by the platform.",
  views: { input: optional("document"), output: optional("document") },
  effects: true,
  settings,
  run: forEachOperator,
  examples: [
    {
      title: "Once for every document",
      settings: {
        pipeline_snode_id: "notify",
        params: [{ paramName: "name", paramValue: { expression: "$name" } }],
      },
      pipelines: { notify: childSlp("_name.length") },
      inputs: ["input0"],
      given: [{ name: "Ada" }, { name: "Bob" }],
      gives: [
        { pipeline: "/myOrg/myProject/notify", status: "Completed", data: { name: "Ada" } },
        { pipeline: "/myOrg/myProject/notify", status: "Completed", data: { name: "Bob" } },
      ],
    },
    {
      title: "Once without an input view",
      settings: { pipeline_snode_id: "notify", exec_mode: "FIRE_AND_FORGET" },
      pipelines: { notify: childSlp("_name") },
      gives: [{ pipeline: "/myOrg/myProject/notify", status: "Completed" }],
    },
    {
      title: "A child that fails sends its document to the error view",
      settings: { pipeline_snode_id: "notify" },
      pipelines: { notify: childSlp("$missing") },
      inputs: ["input0"],
      given: [{ name: "Ada" }],
      gives: [],
      errors: [{ original: { name: "Ada" } }],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

function forEachOperator(context: Context): Operator {
  const { exec_mode, maxInstances } = context.settings;
  const poolSize = exec_mode === "SYNCHRONOUS" ? 1 : maxInstances;
  return async function* executed({ inputs: [input] }): AsyncIterable<Emission> {
    for await (const document of runPooled(tasksOf(input), poolSize, (one) => run(one, context))) {
      if (context.outputs.length > 0) yield { view: 0, items: [document] };
    }
  };
}

async function* tasksOf(input: SnapInput | undefined): AsyncGenerator<Document | undefined, void> {
  if (input === undefined) yield undefined;
  else for await (const batch of documentsOf(input)) yield* batch;
}

async function* run(document: Document | undefined, context: Context): AsyncIterable<Document> {
  const { settings: bound, pipelines, signal, reject } = context;
  const subject = document ?? {};
  const errors = childErrors(reject);
  try {
    const child = await pipelines.open(bound.pipeline_snode_id(subject), signal);
    const parameters = childParameters(bound.params, subject);
    const call = { parameters, input: undefined, onError: errors.take, signal };
    for await (const _ of child.run(call));
    errors.rejectAll();
    const told = { pipeline: child.path, status: "Completed" };
    yield document === undefined ? told : { ...told, data: document };
  } catch (failure) {
    if (signal.aborted) throw failure;
    reject(subject, failure);
  }
}

function childSlp(expression: string): string {
  const parameters = { name: "" };
  return exampleChild({ label: "notify", expression, targetPath: "$n", parameters, inputs: [] });
}
