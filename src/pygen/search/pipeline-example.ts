/** A complete pipeline of the cookbook, as `examples/pipelines/<name>` holds it. */
export interface PipelineExample {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly slpy: string;
  /** Names of its input files. */
  readonly inputs: readonly string[];
}
