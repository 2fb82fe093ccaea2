import type { ExpressionLimits } from "./scope.ts";

/** What one evaluation has used of its limits. */
export class Meter {
  readonly limits: ExpressionLimits;
  steps = 0;
  depth = 0;

  constructor(limits: ExpressionLimits) {
    this.limits = limits;
  }

  reset(): void {
    this.steps = 0;
    this.depth = 0;
  }
}
