import { defineModelRule, type ModelRuleProblem } from "../define-model-rule.ts";
import type { ModelThing } from "../read/model-source.ts";

export default defineModelRule({
  code: "duplicate-name",
  summary: "No two things that agents see side by side have the same display name.",
  *check({ model }) {
    yield* twice("KPIs", model.kpis);
    yield* twice("Filters", model.filters);
    yield* twice("Records", model.records);
    for (const { id, attributes } of model.records)
      yield* twice(`Attributes of \`${id}\``, attributes);
  },
});

interface Named extends ModelThing {
  readonly id: string;
  readonly displayName: string;
  readonly eligible: boolean;
}

function* twice(kind: string, things: readonly Named[]): Iterable<ModelRuleProblem> {
  const first = new Map<string, Named>();
  for (const thing of things) {
    if (!thing.eligible) continue;
    const name = thing.displayName.trim().toLowerCase();
    const earlier = first.get(name);
    if (earlier === undefined || earlier.id === thing.id) {
      first.set(name, thing);
      continue;
    }
    yield {
      thing,
      key: "displayName",
      severity: "warning",
      error: `${kind} \`${earlier.id}\` and \`${thing.id}\` have the same display name.`,
      reason: `Expected names that tell them apart; found "${thing.displayName}" twice.`,
      resolution: "Give one of them a display name that says how it differs.",
    };
  }
}
