import { openAssetClient } from "../assets/open-asset-client.ts";
import { defineCommand, listOption } from "../define-command.ts";
import { pairsOf } from "../pairs.ts";
import { taskArgument, taskOptions, taskPath } from "../tasks/task-arguments.ts";

export default defineCommand({
  name: "task run",
  summary: "Run a task of a running server now, whatever its kind.",
  arguments: [taskArgument],
  options: [
    {
      flags: "--param <name=value>",
      help: "A parameter of the pipeline; may be repeated.",
      repeats: true,
    },
    ...taskOptions,
  ],
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input, "tasks");
    const parameters = Object.fromEntries(pairsOf("--param", listOption(input, "param")));
    const { body } = await opened.client.send<{ readonly ruuid: string; readonly state: string }>(
      "POST",
      `/run/${taskPath(input)}`,
      { parameters },
    );
    context.write(`${body.ruuid}  ${body.state}\n`);
    return 0;
  },
});
