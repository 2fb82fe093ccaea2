import type { SnapCatalogue } from "../../../src/engine/catalogue.ts";
import type { Task } from "../task.ts";
import { exampleTasks } from "./example-tasks.ts";
import { fileTasks } from "./file-tasks.ts";
import { pipelineTasks } from "./pipeline-tasks.ts";

export function allTasks(catalogue: SnapCatalogue): readonly Task[] {
  return [...exampleTasks(), ...fileTasks, ...pipelineTasks(catalogue)];
}
