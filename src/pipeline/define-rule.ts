import type { Finding } from "../base/finding.ts";
import type { LintContext } from "./lint-context.ts";

/** One rule of lint, in a file of its own named after the code of its findings. */
export interface Rule {
  readonly code: string;
  /** One sentence: what holds in a pipeline that the rule has nothing to say about. */
  readonly summary: string;
  check(context: LintContext): Iterable<Finding>;
}

export function defineRule(rule: Rule): Rule {
  return rule;
}
