import { believe } from "../../base/believe.ts";
import type { Binaries, Documents } from "../batch.ts";
import type { SnapInput } from "../snap-context.ts";

/** The batches of a document view. The planner has checked the type of the view before the run starts. */
export function documentsOf(input: SnapInput): Documents {
  return believe<Documents>(input.batches);
}

/** The batches of a binary view. */
export function binariesOf(input: SnapInput): Binaries {
  return believe<Binaries>(input.batches);
}
