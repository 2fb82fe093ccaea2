import { Refusal } from "../../base/errors.ts";
import type { ImportedTask } from "../../control/tasks/tasks.ts";
import { openAssetClient } from "../assets/open-asset-client.ts";
import { defineCommand } from "../define-command.ts";
import { encoded, namesIn, taskOptions } from "../tasks/task-arguments.ts";
import { whenOf } from "../tasks/task-line.ts";
import { readTextFile } from "../text-file.ts";

export default defineCommand({
  name: "task import",
  summary: "Import a task that the platform exported as .slt.",
  arguments: [
    { name: "<file.slt>", help: "The exported task." },
    { name: "<project>", help: "Where it goes, and where its pipeline is: /org/project." },
  ],
  options: [{ flags: "--overwrite", help: "Replace a task of the same name." }, ...taskOptions],
  run: async (context, input) => {
    const [file = "", project = ""] = input.arguments;
    const slt = readJson(await readTextFile(file), file);
    await using opened = await openAssetClient(context, input, "tasks");
    const query = input.options["overwrite"] === true ? "?overwrite=true" : "";
    const path = `/import/${encoded(namesIn(project))}${query}`;
    const { body } = await opened.client.send<ImportedTask>("POST", path, slt);
    context.write(`${body.path}  ${whenOf(body)}\n`);
    if (body.token !== undefined) context.write(`Authorization: Bearer ${body.token}\n`);
    for (const { error, reason } of body.findings) context.write(`warning: ${error} ${reason}\n`);
    return 0;
  },
});

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(
      "invalid-content",
      `Cannot read "${file}" as a task`,
      "Expected JSON as the platform exports it; this is none.",
      "Export the task again.",
    );
  }
}
