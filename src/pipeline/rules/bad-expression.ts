import { type Finding, hasErrors, type Place } from "../../base/finding.ts";
import { type CheckNames } from "../../expr/check-context.ts";
import { checkExpression } from "../../expr/check.ts";
import { parsePath } from "../../expr/path/parse-path.ts";
import { defineRule } from "../define-rule.ts";
import { type LintContext, placeOf, severityFor } from "../lint-context.ts";
import type { Pipeline, SettingValue } from "../model.ts";
import { isBlank, leafTextOf, type SettingVisit, walkSettings } from "../setting-walk.ts";

/**
 * The findings are those of the expression language, under its own codes and with spans inside the setting's text, as a
 * run would report them. A value that is flagged as an expression where none is evaluated is plain text and not looked at.
 */
export default defineRule({
  code: "bad-expression",
  summary: "Every expression and JSONPath can be read, and names only what exists.",
  *check({ pipeline, known }: LintContext): Iterable<Finding> {
    const names = namesOf(pipeline);
    yield* checkPipelineSettings(pipeline, names);
    for (const { snap, shape } of known) {
      const severity = severityFor(snap);
      for (const visit of walkSettings(snap.settings, shape.settings)) {
        yield* placed(
          checkSetting(visit, names),
          placeOf(snap, { setting: visit.setting }),
          severity,
        );
      }
      if (snap.account?.expression !== true) continue;
      const findings = checkExpression(snap.account.path, { ...names, allow: "document" });
      yield* placed(findings, placeOf(snap, { setting: "account.account_ref" }), severity);
    }
  },
});

type Names = Pick<CheckNames, "parameters" | "libraries">;

function namesOf({ parameters, imports }: Pipeline): Names {
  return {
    parameters: parameters.map((parameter) => parameter.key),
    libraries: imports.map((library) => library.name),
  };
}

function checkSetting({ shape, value, row }: SettingVisit, names: Names): readonly Finding[] {
  const source = leafTextOf(value);
  if (source === undefined || shape.kind === "table" || shape.kind === "group") return [];
  const { expression: allow } = shape;
  if (shape.kind === "expression") {
    const { pathWithout } = shape;
    if (pathWithout !== undefined && isBlank(row[pathWithout])) return checkPath(source, names);
    return checkExpression(source, { ...names, allow: allow === "none" ? "document" : allow });
  }
  if (value?.expression === true) {
    return allow === "none" || typeof value.value !== "string"
      ? []
      : checkExpression(source, { ...names, allow });
  }
  return shape.kind === "path" ? checkPath(source, names) : [];
}

/** Filters, scripts and arguments in a JSONPath are expressions about `value`, the element at hand. */
function checkPath(source: string, names: Names): readonly Finding[] {
  const result = parsePath(source, {
    compile: (inner) => {
      const findings = checkExpression(inner, { ...names, allow: "document", locals: ["value"] });
      return hasErrors(findings) ? { findings } : { evaluate: () => null };
    },
  });
  return result.ok ? [] : result.findings;
}

function* checkPipelineSettings(pipeline: Pipeline, names: Names): Iterable<Finding> {
  const settings: (readonly [setting: string, value: SettingValue | undefined])[] = [
    ["error_pipeline", pipeline.errorPipeline],
    ...pipeline.imports.map(({ path }, index) => [`imports[${index}]`, path] as const),
    ...pipeline.errorParameters.map(
      ({ value }, index) => [`error_param_table[${index}].value`, value] as const,
    ),
  ];
  for (const [setting, value] of settings) {
    const source = leafTextOf(value);
    if (source === undefined || value?.expression !== true) continue;
    yield* placed(checkExpression(source, { ...names, allow: "parameters" }), { setting }, "error");
  }
}

function placed(
  findings: readonly Finding[],
  place: Place,
  severity: Finding["severity"],
): Finding[] {
  return findings.map((finding) => ({
    ...finding,
    severity: finding.severity === "error" ? severity : finding.severity,
    place: { ...place, ...finding.place },
  }));
}
