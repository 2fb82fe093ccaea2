import type { Batch, Emission } from "../../engine/batch.ts";
import type { ChildPipeline } from "../../engine/child-pipelines.ts";
import { defineSnap, optional } from "../../engine/define-snap.ts";
import type { Operator, SnapContext } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { childErrors } from "../support/child/reject-errors.ts";

export default defineSnap({
  classId: "com-snaplogic-subpipeline",
  version: 1,
  name: "NestedPipeline",
  label: "Nested Pipeline",
  category: "flow",
  summary: "Runs a pipeline that was nested into this one; Pipeline Execute took its place.",
  details:
    "The nested pipeline runs once, with the stream of the input view through its open input; what its open output puts out comes out. It is the definition that stands in the file (`snap_map` in the Snap's own entry), and otherwise the pipeline that `info.pipe_ref` names. Its parameters have their defaults. What its error views put out goes to the error view; a nested pipeline that fails fails the run. One input view and one output view at most, for exports with more show no way to tell whose they are. A Snap that has neither definition nor reference fails, and says so.",
  views: { input: optional("document", "binary"), output: optional("document", "binary") },
  effects: true,
  settings: {},
  run: nestedOperator,
  examples: [
    {
      title: "Neither a definition nor a reference",
      given: [{ id: 1 }],
      fails: "The nested pipeline is not in the file",
    },
  ],
});

function nestedOperator(context: SnapContext<unknown>): Operator {
  return async function* nested({ inputs: [input] }): AsyncIterable<Emission> {
    const { outputs, reject, signal } = context;
    const child = await nestedIn(context);
    requireView(child, "input", input?.view.type);
    requireView(child, "output", outputs[0]?.type);
    const errors = childErrors(reject);
    const source: AsyncIterable<Batch> | undefined = input?.batches;
    const call = { parameters: {}, input: source, onError: errors.take, signal };
    for await (const items of child.run(call)) {
      errors.rejectAll();
      if (outputs.length > 0) yield { view: 0, items };
    }
    errors.rejectAll();
  };
}

async function nestedIn({
  nested,
  pipelines,
  signal,
  label,
}: SnapContext<unknown>): Promise<ChildPipeline> {
  if (nested?.slp !== undefined) return pipelines.openNested(nested.slp, label);
  if (nested?.reference !== undefined) return await pipelines.open(nested.reference, signal);
  throw new SnapFailure(
    "The nested pipeline is not in the file",
    "Expected its definition as `snap_map` in the Snap's entry, or its name in `info.pipe_ref`; found neither.",
    "Import the nested pipeline, and put a Pipeline Execute that names it in place of this Snap.",
  );
}

/** A view of the Snap that the nested pipeline does not have would lose documents without a word. */
function requireView(
  child: ChildPipeline,
  side: "input" | "output",
  type: "document" | "binary" | undefined,
): void {
  if (type === undefined || child[side] === type) return;
  throw new SnapFailure(
    `The nested pipeline "${child.path}" does not fit to the ${side} view`,
    `Expected an open ${side} for ${type === "binary" ? "binary data" : "documents"}; found ${child[side] ?? "none"}.`,
    `Give the nested pipeline such an ${side}, or remove the view.`,
  );
}
