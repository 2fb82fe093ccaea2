import { z } from "zod";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { pygenCharacters } from "./pygen-characters.ts";
import { readOnly } from "./read-only.ts";

export default defineTool({
  name: "pygen_query_pipeline_examples",
  toolset: "pygen",
  title: "Pipeline examples",
  description:
    "Complete pipelines in SLPy that fit a description, best first; each validates on this build. Start here and adapt one.",
  annotations: readOnly,
  input: {
    query: z.string().describe("What the pipeline shall do"),
    limit: z.int().min(1).max(10).default(3).describe("How many, at most"),
  },
  example: { query: "join two CSV files and write JSON" },
  response: z.object({
    pipelines: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        description: z.string(),
        input_files: z.array(z.string()),
        slpy: z.string(),
      }),
    ),
    omitted: z.array(z.string()).optional(),
    hint: z.string().optional(),
  }),
  async run({ pygen }, { query, limit }) {
    const found = await pygen.searchPipelines(query, limit);
    const pipelines = found.map(({ name, title, description, inputs, slpy }) => ({
      name,
      title,
      description,
      input_files: [...inputs],
      slpy,
    }));
    const { items } = takeWithin(pipelines, pygenCharacters.standard);
    const omitted = pipelines.slice(items.length).map(({ name }) => name);
    return {
      pipelines: [...items],
      ...(omitted.length === 0 ? {} : { omitted }),
      ...(pipelines.length > 0
        ? {}
        : {
            hint: "No example fits. Describe the job in other words, or look for Snaps with pygen_query_snap_examples.",
          }),
    };
  },
});
