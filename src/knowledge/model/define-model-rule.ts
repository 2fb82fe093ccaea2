import type { ModelLintContext } from "./model-lint-context.ts";
import type { ModelProblem } from "./read/model-source.ts";

/** One rule of lint, in a file of its own named after the code of its findings. */
export interface ModelRule {
  readonly code: string;
  /** One sentence: what holds in a model that the rule has nothing to say about. */
  readonly summary: string;
  check(context: ModelLintContext): Iterable<ModelRuleProblem>;
}

/** The code is the rule's own unless it passes on what PQL's checks found. */
export type ModelRuleProblem = Omit<ModelProblem, "code"> & { readonly code?: string };

export function defineModelRule(rule: ModelRule): ModelRule {
  return rule;
}
