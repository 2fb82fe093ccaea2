import { hasErrors } from "../../base/finding.ts";
import { counted } from "../counted.ts";
import { defineCommand, textOption } from "../define-command.ts";
import { findingLines } from "../finding-lines.ts";
import { readYamlFiles } from "../yaml-files.ts";

export default defineCommand({
  name: "model check",
  summary: "Say all that is wrong with a knowledge model, with file, line and column.",
  arguments: [{ name: "<path>", help: "A YAML file, or a folder with the files of models." }],
  options: [
    { flags: "--key <key>", help: "Only the model with this key; every model when absent." },
  ],
  run: async (context, input) => {
    const path = input.arguments[0] ?? "";
    const files = await readYamlFiles(path, context.limits.modelFilesMax);
    const { createKnowledgeModels } = await import("../../control/knowledge-models.ts");
    const models = createKnowledgeModels(context.limits, context.clock);
    const { findings } = models.check(files, textOption(input, "key"));
    for (const finding of findings) {
      const file = finding.file === "." ? path : finding.file;
      context.write(findingLines(file, [finding]));
    }
    const errors = findings.filter((finding) => finding.severity === "error").length;
    const warnings = findings.length - errors;
    context.writeError(
      `${counted(errors, "error")}, ${counted(warnings, "warning")}. Columns and types are checked against the data when the package is.\n`,
    );
    return hasErrors(findings) ? 1 : 0;
  },
});
