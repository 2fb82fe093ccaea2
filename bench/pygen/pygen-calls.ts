import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { believe } from "../../src/base/believe.ts";
import { pipelineExamples } from "../../src/pygen/search/pipeline-examples.gen.ts";
import { knownSnaps } from "../../src/snaps/known/known-snaps.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";

/** A tool with what it is asked, in turn. */
export interface PygenCall {
  readonly tool: string;
  readonly inputs: readonly object[];
}

/** The nine tools with the questions of the search's own tests, three Snaps at a time, and real pipelines. */
export function pygenCalls(): readonly PygenCall[] {
  const names = [...snaps, ...knownSnaps].map(({ name, label }, at) => (at % 2 ? label : name));
  const three = names.map((name, at) => ({
    snap_names: [name, names[(at + 7) % names.length], names[(at + 31) % names.length]],
  }));
  const mistyped = names.map((name, at) => ({
    snap_names: [`${name.slice(0, 4)}${name.slice(5)}`, names[(at + 7) % names.length]],
    do_get_parameters: true,
  }));
  const categories = ["read", "parse", "transform", "flow", "format", "write"];
  return [
    { tool: "pygen_get_all_snap_names", inputs: [{}] },
    {
      tool: "pygen_list_snaps_by_category",
      inputs: categories.map((category) => ({ category })),
    },
    { tool: "pygen_query_snap_examples", inputs: questions(false) },
    { tool: "pygen_query_pipeline_examples", inputs: questions(true) },
    { tool: "pygen_validate_snap_names", inputs: mistyped },
    { tool: "pygen_get_snap_parameters", inputs: three },
    { tool: "pygen_get_snap_documentation", inputs: three },
    { tool: "pygen_get_snap_io_info", inputs: three },
    {
      tool: "pygen_validate_connections",
      inputs: pipelineExamples.map(({ slpy }) => ({ skeleton_slpy: slpy })),
    },
  ];
}

function questions(aboutPipelines: boolean): readonly object[] {
  const folder = join(import.meta.dirname, "../../src/pygen/search/queries");
  const files = readdirSync(folder).filter(
    (file) => file.startsWith("pipelines") === aboutPipelines,
  );
  return files
    .flatMap((file) =>
      Object.values(
        believe<Record<string, readonly string[]>>(
          JSON.parse(readFileSync(join(folder, file), "utf8")),
        ),
      ),
    )
    .flat()
    .map((query) => ({ query }));
}
