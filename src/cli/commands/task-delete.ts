import { openAssetClient } from "../assets/open-asset-client.ts";
import { defineCommand } from "../define-command.ts";
import { taskArgument, taskOptions, taskPath } from "../tasks/task-arguments.ts";

export default defineCommand({
  name: "task delete",
  summary: "Delete a task. Its runs stay.",
  arguments: [taskArgument],
  options: taskOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input, "tasks");
    await opened.client.send("DELETE", `/at/${taskPath(input)}`);
    context.write(`deleted ${input.arguments[0] ?? ""}\n`);
    return 0;
  },
});
