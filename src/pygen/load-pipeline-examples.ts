import type { PipelineExample } from "./search/pipeline-example.ts";

/** The pipelines of the cookbook; their texts are loaded when somebody asks for one. */
export async function loadPipelineExamples(): Promise<readonly PipelineExample[]> {
  return (await import("./search/pipeline-examples.gen.ts")).pipelineExamples;
}
