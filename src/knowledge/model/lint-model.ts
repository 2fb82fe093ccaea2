import type { DataSchema } from "../data/data-schema.ts";
import type { YamlFinding } from "../yaml/yaml-finding.ts";
import { modelLintContext } from "./model-lint-context.ts";
import type { ReadModel } from "./read/read-knowledge-model.ts";
import { modelRules } from "./rules/catalog.gen.ts";

/** The data model that a knowledge model is held against. */
export interface LintData {
  /** Its key, as `dataModelId` names it. */
  readonly id: string;
  readonly schema: DataSchema;
}

/**
 * Everything that is wrong or doubtful with a model that was read, in the order of its files. Without a data model only
 * what can be known without one. A model without errors here answers every question about its eligible columns.
 */
export function lintModel(
  read: ReadModel,
  data: LintData | undefined,
  nowMs: number,
): readonly YamlFinding[] {
  const context = modelLintContext(read, data, nowMs);
  return modelRules
    .flatMap((rule) =>
      [...rule.check(context)].map((problem) =>
        read.source.finding({ ...problem, code: problem.code ?? rule.code }),
      ),
    )
    .toSorted(
      (a, b) =>
        compareText(a.file, b.file) ||
        a.line - b.line ||
        a.column - b.column ||
        compareText(a.code, b.code),
    );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
