import type { SnapShape } from "../pipeline/snap-shape.ts";
import type { ShownExample } from "./docs/snap-example.ts";
import type { DocumentedSnap } from "./docs/snap-documentation.ts";
import type { NamedSnap } from "./names/snap-names.ts";
import type { PipelineExample } from "./search/pipeline-example.ts";
import type { SkeletonCheck } from "./check-skeleton.ts";

/** What the PyGen tools know, all of it derived from the catalogue that the engine runs. */
export interface Pygen {
  /** Every Snap, by name. */
  readonly snaps: readonly SnapShape[];
  understand(given: string): NamedSnap;
  document(snap: SnapShape): DocumentedSnap;
  examples(snap: SnapShape): readonly ShownExample[];
  /** Snaps that fit a question, best first. */
  searchSnaps(question: string, most: number): readonly SnapShape[];
  /** Example pipelines that fit a question, best first; only those that compile and validate on this build. */
  searchPipelines(question: string, most: number): Promise<readonly PipelineExample[]>;
  checkSkeleton(skeleton: string): SkeletonCheck;
}
