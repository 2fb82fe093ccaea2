import { defineCommand, textOption } from "../define-command.ts";
import { findingLines } from "../finding-lines.ts";
import { readTextFile, writeText } from "../text-file.ts";

export default defineCommand({
  name: "slpy compile",
  summary: "Make the SLP of a pipeline that is written as SLPy. No Python is executed.",
  arguments: [{ name: "<file.py>", help: "The pipeline as SLPy." }],
  options: [
    { flags: "-o, --output <file.slp>", help: "Where to write; the standard output by default." },
  ],
  run: async (context, input) => {
    const file = input.arguments[0] ?? "";
    const source = await readTextFile(file);
    const { createSlpy } = await import("../../control/slpy.ts");
    const result = createSlpy(context.limits).compile(source);
    context.writeError(findingLines(file, result.ok ? result.warnings : result.findings));
    if (!result.ok) return 1;
    await writeText(context, textOption(input, "output"), result.slp);
    return 0;
  },
});
