import { type ExamplePipeline, examplePipelines } from "../../support/example-pipelines.ts";
import type { Task } from "../task.ts";
import { buildAndRun } from "./build-and-run.ts";

/**
 * One task an example pipeline: to write it, run it, and get the files that are expected. Those that ask servers of the
 * web are left out, since the server under test reaches only real ones.
 */
export function exampleTasks(): readonly Task[] {
  return examplePipelines()
    .filter(({ expected, about }) => expected.size > 0 && about.serves === undefined)
    .map(exampleTask);
}

function exampleTask(example: ExamplePipeline): Task {
  const { name, source, children, input, expected, about } = example;
  const goal = about.description.split(/(?<=\.)\s/)[0] ?? about.title;
  const inFolders = [...input].filter(([path]) => path.includes("/"));
  const atHand = new Map([...input].filter(([path]) => !path.includes("/")));
  return {
    name,
    group: "example",
    goal,
    seed: { files: new Map(inFolders) },
    async work(agent) {
      const parameters = about.parameters === undefined ? {} : { parameters: about.parameters };
      await buildAndRun(agent, { goal, name, source, children, files: atHand, ...parameters });
    },
    verify: (check) => check.expectFiles(expected),
  };
}
