import type { Task } from "../../control/tasks/tasks.ts";
import { openAssetClient } from "../assets/open-asset-client.ts";
import { columns } from "../columns.ts";
import { defineCommand } from "../define-command.ts";
import { encoded, namesIn, taskOptions } from "../tasks/task-arguments.ts";
import { whenOf } from "../tasks/task-line.ts";

export default defineCommand({
  name: "task list",
  summary: "List the tasks of an organization or a project.",
  arguments: [{ name: "<project>", help: "org, or org/project." }],
  options: taskOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input, "tasks");
    const path = encoded(namesIn(input.arguments[0] ?? ""));
    const { tasks } = await opened.client.get<{ readonly tasks: readonly Task[] }>(`/in/${path}`);
    context.write(
      columns([
        ["TASK", "KIND", "PIPELINE", "RUNS"],
        ...tasks.map((task) => [task.path, task.kind, task.pipelinePath, whenOf(task)]),
      ]),
    );
    return 0;
  },
});
