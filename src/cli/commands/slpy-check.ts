import { hasErrors } from "../../base/finding.ts";
import { counted } from "../counted.ts";
import { defineCommand } from "../define-command.ts";
import { findingLines } from "../finding-lines.ts";
import { readTextFile } from "../text-file.ts";

export default defineCommand({
  name: "slpy check",
  summary: "Say all that is wrong with a pipeline that is written as SLPy, with line and column.",
  arguments: [{ name: "<file.py>", help: "The pipeline as SLPy." }],
  options: [],
  run: async (context, input) => {
    const file = input.arguments[0] ?? "";
    const source = await readTextFile(file);
    const { createSlpy } = await import("../../control/slpy.ts");
    const findings = createSlpy(context.limits).check(source);
    context.write(findingLines(file, findings));
    const errors = findings.filter((finding) => finding.severity === "error").length;
    const warnings = findings.length - errors;
    context.writeError(`${counted(errors, "error")}, ${counted(warnings, "warning")}\n`);
    return hasErrors(findings) ? 1 : 0;
  },
});
