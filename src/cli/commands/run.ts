import { runLocally } from "../../control/execution/run-locally.ts";
import { defineCommand, listOption } from "../define-command.ts";
import { pairsOf } from "../pairs.ts";
import { reportProgress } from "../run-progress.ts";
import { printRunResult } from "../run-report.ts";

export default defineCommand({
  name: "run",
  summary: "Run a pipeline file without a server; its directory stands for the project.",
  arguments: [{ name: "<file.slp>", help: "The pipeline, as SnapLogic exports it." }],
  options: [
    { flags: "--param <key=value>", help: "A pipeline parameter; may be repeated.", repeats: true },
    {
      flags: "--file <name=path>",
      help: "Use this local file where the pipeline says name; may be repeated.",
      repeats: true,
    },
    {
      flags: "--validate",
      help: "Only validate: lint, then a run over the first 50 documents that writes nothing.",
    },
    { flags: "--json", help: "Print the result as one JSON object." },
  ],
  run: async (context, input) => {
    const progress = reportProgress(context);
    await using executor = context.openExecutor();
    const handle = await runLocally(
      {
        slpPath: input.arguments[0] ?? "",
        parameters: Object.fromEntries(pairsOf("--param", listOption(input, "param"))),
        files: pairsOf("--file", listOption(input, "file")),
        mode: input.options["validate"] === true ? "preview" : "execute",
        limits: context.limits,
        clock: context.clock,
        user: context.environment["USER"] ?? "local",
      },
      executor,
      progress.show,
    );
    context.signal.addEventListener("abort", handle.stop, { once: true });
    const result = await handle.result;
    progress.clear();
    printRunResult(context, result, input.options["json"] === true);
    return result.state === "Completed" ? 0 : 1;
  },
});
