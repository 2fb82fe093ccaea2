import { asError } from "../base/abort.ts";
import { Refusal } from "../base/errors.ts";
import { EvaluationFailure } from "../expr/failure.ts";
import type { RunError } from "./run-types.ts";
import { SnapFailure } from "./snap-failure.ts";

/** Ends a run: an error that no Snap's error behaviour takes, with the Snap it came from. Passes through the Snaps downstream as it is. */
export class RunFailure extends Error {
  readonly runError: RunError;

  constructor(runError: RunError) {
    super(runError.error);
    this.name = "RunFailure";
    this.runError = runError;
  }
}

/** Told to stop: the reason of the abort signal, never an error of the user's work. */
export class RunStopped extends Error {
  constructor() {
    super("The run was stopped.");
    this.name = "RunStopped";
  }
}

/** Words for what a Snap threw, in the three parts of an error document. */
export function describeFailure(
  thrown: unknown,
): Pick<RunError, "error" | "reason" | "resolution"> {
  if (thrown instanceof RunFailure) return thrown.runError;
  if (
    thrown instanceof SnapFailure ||
    thrown instanceof EvaluationFailure ||
    thrown instanceof Refusal
  ) {
    return { error: thrown.message, reason: thrown.reason, resolution: thrown.resolution };
  }
  return {
    error: asError(thrown).message,
    reason: "The Snap met a condition it was not written for.",
    resolution: "This is a defect of Slipway; please report it with the pipeline.",
  };
}

/** The same failure, with the Snap it happened in; a failure that already names one keeps it. */
export function failureIn(thrown: unknown, snapId: string, snapLabel: string): Error {
  if (thrown instanceof RunFailure || thrown instanceof RunStopped) return thrown;
  return new RunFailure({ snapId, snapLabel, ...describeFailure(thrown) });
}
