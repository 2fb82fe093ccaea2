import type { CreatedTask } from "../../control/tasks/tasks.ts";
import { openAssetClient } from "../assets/open-asset-client.ts";
import { defineCommand, listOption, textOption } from "../define-command.ts";
import { pairsOf } from "../pairs.ts";
import { taskArgument, taskOptions, taskPlace } from "../tasks/task-arguments.ts";
import { whenOf } from "../tasks/task-line.ts";

export default defineCommand({
  name: "task create",
  summary: "Create a task: triggered over HTTP, or with --cron, --every or --start scheduled.",
  arguments: [taskArgument],
  options: [
    {
      flags: "--pipeline <path>",
      help: "Its name in the project of the task, or /org/project/name.",
    },
    { flags: "--cron <expression>", help: 'Such as "30 6 * * 1-5".' },
    { flags: "--every <seconds>", help: "Instead of --cron: at this interval." },
    {
      flags: "--start <time>",
      help: "Not before, or without --cron and --every once: 2026-06-01T08:00:00Z.",
    },
    { flags: "--end <time>", help: "Not at or after." },
    { flags: "--time-zone <name>", help: "Of --cron and --blackout; UTC by default." },
    {
      flags: "--blackout <date>",
      help: "A day on which it does not run; may be repeated.",
      repeats: true,
    },
    { flags: "--make-up", help: "Make up once for what was missed while no server was there." },
    { flags: "--always-on", help: "Keep the pipeline running." },
    {
      flags: "--param <name=value>",
      help: "A parameter of the pipeline; may be repeated.",
      repeats: true,
    },
    {
      flags: "--snaplex <path>",
      help: "Where it runs; the only Snaplex of the organization by default.",
    },
    { flags: "--timeout <seconds>", help: "A run is stopped after this." },
    { flags: "--max-in-flight <runs>", help: "Runs at once; 200 by default." },
    { flags: "--max-failures <runs>", help: "Disable it after so many failed runs in a row." },
    { flags: "--overwrite", help: "Replace a task of the same name." },
    ...taskOptions,
  ],
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input, "tasks");
    const { project, name } = taskPlace(input);
    const number = (option: string): number | undefined => {
      const text = textOption(input, option);
      return text === undefined ? undefined : Number(text);
    };
    const [cron, every, start] = [
      textOption(input, "cron"),
      number("every"),
      textOption(input, "start"),
    ];
    const timed = cron !== undefined || every !== undefined || start !== undefined;
    const alwaysOn = input.options["alwaysOn"] === true;
    const timeout = number("timeout");
    const { body } = await opened.client.send<CreatedTask>("POST", `/in/${project}`, {
      name,
      kind: alwaysOn ? "always_on" : timed ? "scheduled" : "triggered",
      pipelinePath: textOption(input, "pipeline") ?? name,
      snaplexPath: textOption(input, "snaplex"),
      parameters: Object.fromEntries(pairsOf("--param", listOption(input, "param"))),
      ...(timed
        ? {
            schedule: {
              cron,
              everyMs: every === undefined ? undefined : every * 1_000,
              start,
              end: textOption(input, "end"),
              timeZone: textOption(input, "timeZone"),
              blackoutDates: listOption(input, "blackout"),
              missed: input.options["makeUp"] === true ? "once" : "skip",
            },
          }
        : {}),
      executionTimeoutMs: timeout === undefined ? undefined : timeout * 1_000,
      maxInFlight: number("maxInFlight"),
      maxFailures: number("maxFailures"),
      overwrite: input.options["overwrite"] === true,
    });
    context.write(`${body.path}  ${whenOf(body)}\n`);
    if (body.token !== undefined) {
      const url = `${opened.url}/api/1/rest/slsched/feed/${project}/${encodeURIComponent(name)}`;
      context.write(`POST ${url}\nAuthorization: Bearer ${body.token}\n`);
    }
    return 0;
  },
});
