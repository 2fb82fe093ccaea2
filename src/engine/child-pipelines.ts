import type { Batch } from "./batch.ts";

/** Lets a Snap run other pipelines, as Pipeline Execute does. */
export interface ChildPipelines {
  /** Finds a pipeline by name, relative or absolute path. Refuses with `not-found`, or past `limits.pipelineDepthMax`. */
  open(path: string, signal: AbortSignal): Promise<ChildPipeline>;
  /** Takes a pipeline that stands in the text of another, whose place and name with `label` behind it become its own. */
  openNested(slp: string, label: string): ChildPipeline;
}

export interface ChildPipeline {
  readonly path: string;
  /** View types of the single open input and output; undefined when there is none. */
  readonly input: "document" | "binary" | undefined;
  readonly output: "document" | "binary" | undefined;
  /**
   * Runs it once. `input` feeds the open input. What the open output puts out is yielded; error documents of open
   * error views go to `onError`. Throws when the child fails. Ending the iteration early stops the child.
   */
  run(call: ChildCall): AsyncIterable<Batch>;
}

export interface ChildCall {
  readonly parameters: Readonly<Record<string, string | null>>;
  readonly input: AsyncIterable<Batch> | undefined;
  readonly onError: (batch: Batch) => void;
  readonly signal: AbortSignal;
}
