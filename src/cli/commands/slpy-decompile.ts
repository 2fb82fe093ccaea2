import { defineCommand, textOption } from "../define-command.ts";
import { findingLines } from "../finding-lines.ts";
import { readTextFile, writeText } from "../text-file.ts";

export default defineCommand({
  name: "slpy decompile",
  summary: "Write a pipeline as SLPy; compiling it gives back the same pipeline.",
  arguments: [{ name: "<file.slp>", help: "The pipeline, as SnapLogic exports it." }],
  options: [
    { flags: "-o, --output <file.py>", help: "Where to write; the standard output by default." },
  ],
  run: async (context, input) => {
    const file = input.arguments[0] ?? "";
    const slp = await readTextFile(file);
    const { createSlpy } = await import("../../control/slpy.ts");
    const result = createSlpy(context.limits).decompile(slp);
    if (!result.ok) {
      context.writeError(findingLines(file, result.findings));
      return 1;
    }
    await writeText(context, textOption(input, "output"), result.source);
    return 0;
  },
});
