import type { Task } from "../../control/tasks/tasks.ts";
import { openAssetClient } from "../assets/open-asset-client.ts";
import { defineCommand } from "../define-command.ts";
import { taskArgument, taskOptions, taskPath } from "../tasks/task-arguments.ts";
import { whenOf } from "../tasks/task-line.ts";

export default defineCommand({
  name: "task enable",
  summary: "Enable a task: it begins with its next time from now on.",
  arguments: [taskArgument],
  options: taskOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input, "tasks");
    const path = `/enabled/${taskPath(input)}`;
    const { body } = await opened.client.send<Task>("PUT", path, { enabled: true });
    context.write(`${body.path}  ${whenOf(body)}\n`);
    return 0;
  },
});
