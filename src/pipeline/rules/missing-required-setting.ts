import type { Finding } from "../../base/finding.ts";
import { didYouMean } from "../../base/nearest.ts";
import { defineRule } from "../define-rule.ts";
import { placeOf, severityFor } from "../lint-context.ts";
import { isBlank, isBlankRow, type SettingVisit, tableOf, walkSettings } from "../setting-walk.ts";
import { snapName } from "../snap-words.ts";

export default defineRule({
  code: "missing-required-setting",
  summary: "Every required setting without a default has a value.",
  *check({ known }): Iterable<Finding> {
    for (const { snap, shape } of known) {
      if (!shape.implemented) continue;
      const name = snapName(snap, shape);
      for (const visit of walkSettings(snap.settings, shape.settings)) {
        if (!isMissing(visit)) continue;
        yield {
          code: "missing-required-setting",
          severity: severityFor(snap),
          place: placeOf(snap, { setting: visit.setting }),
          error: `${name} lacks the setting \`${visit.setting}\`.`,
          reason:
            `Expected ${kindWords(visit)}; ${foundWords(visit, Object.keys(shape.settings))} ${visit.shape.help}`.trim(),
          resolution: `Set \`${visit.setting}\` of ${name}.`,
        };
      }
    }
  },
});

function isMissing({ shape, value }: SettingVisit): boolean {
  if (!shape.required) return false;
  switch (shape.kind) {
    case "table":
      return tableOf(value?.value).every(isBlankRow);
    case "text":
    case "editor":
    case "expression":
    case "path":
      return shape.default === "" && isBlank(value);
    default:
      return false;
  }
}

function kindWords({ shape }: SettingVisit): string {
  switch (shape.kind) {
    case "table":
      return `at least one row with ${Object.keys(shape.columns)
        .map((key) => `\`${key}\``)
        .join(", ")}`;
    case "expression":
      return "an expression";
    case "path":
      return "a JSONPath such as `$name`";
    default:
      return "a value";
  }
}

function foundWords(visit: SettingVisit, declared: readonly string[]): string {
  if (visit.value !== undefined) return "it is blank.";
  const siblings = new Set(declared);
  const strangers = Object.keys(visit.row).filter((key) => !siblings.has(key));
  const key = visit.setting.split(".").at(-1) ?? visit.setting;
  return `it is not in the file. ${didYouMean(key, strangers).replace("Did you mean", "Is it what is called")}`.trim();
}
