import { defineModelRule, type ModelRuleProblem } from "../define-model-rule.ts";
import type { ModelSource, ModelThing } from "../read/model-source.ts";

export default defineModelRule({
  code: "duplicate-id",
  summary: "No two things of one kind have the same id.",
  *check({ model, source }) {
    yield* twice("variables", model.variables, source);
    yield* twice("records", model.records, source);
    yield* twice("KPIs", model.kpis, source);
    yield* twice("filters", model.filters, source);
    yield* twice("event logs", model.eventLogs, source);
    yield* twice("policies", model.policies, source);
    for (const { id, identifier, attributes, augmentedAttributes } of model.records) {
      const all = [...(identifier === undefined ? [] : [identifier]), ...attributes];
      yield* twice(`attributes of \`${id}\``, [...all, ...augmentedAttributes], source);
    }
  },
});

function* twice(
  kind: string,
  things: readonly (ModelThing & { readonly id: string })[],
  source: ModelSource,
): Iterable<ModelRuleProblem> {
  const first = new Map<string, ModelThing>();
  for (const thing of things) {
    const earlier = first.get(thing.id);
    if (earlier === undefined) {
      first.set(thing.id, thing);
      continue;
    }
    yield {
      thing,
      key: "id",
      error: `Two ${kind} have the id \`${thing.id}\`.`,
      reason: `Expected each id once; \`${source.pointer(earlier)}\` has it too.`,
      resolution: "Give one of them another id, or remove it.",
    };
  }
}
