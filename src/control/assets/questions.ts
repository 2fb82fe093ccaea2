import * as z from "zod";
import type { Limits } from "../../base/limits.ts";
import { didYouMean } from "../../base/nearest.ts";
import { checkYaml } from "../../knowledge/yaml/check-yaml.ts";
import { readYaml } from "../../knowledge/yaml/read-yaml.ts";
import { type YamlFile, yamlFinding } from "../../knowledge/yaml/yaml-finding.ts";
import { spanAt } from "../../knowledge/yaml/yaml-tree.ts";
import { listed } from "../words.ts";
import type { PackageContent } from "./package-content.ts";
import type { PackageFinding } from "./package-finding.ts";
import { kindOfPath } from "./package-path.ts";
import type { RecordedQuestion, RecordedQuestions } from "./packages.ts";

/** `questions/*.yaml`: calls of tools that are asked of a draft and of what is published. */
export const questionsSchema = z.strictObject({
  asset: z
    .string()
    .describe("Key or id of an asset of the package; may be left out when there is one.")
    .optional(),
  questions: z
    .array(
      z.strictObject({
        name: z.string().max(200).optional(),
        tool: z.string().min(1),
        arguments: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .min(1),
});

/** The recorded questions of a content. */
export function questionsOf(
  content: Pick<PackageContent, "texts" | "assets">,
  limits: Limits,
): RecordedQuestions {
  const questions: RecordedQuestion[] = [];
  const findings: PackageFinding[] = [];
  for (const file of content.texts) {
    if (kindOfPath(file.path) === "questions") readFile(file, content, limits, questions, findings);
  }
  const { packageQuestionsMax } = limits;
  const surplus = questions[packageQuestionsMax];
  if (surplus !== undefined) findings.push(tooMany(surplus, questions.length, packageQuestionsMax));
  return { questions: questions.slice(0, packageQuestionsMax), findings };
}

function readFile(
  file: YamlFile,
  { assets }: Pick<PackageContent, "assets">,
  limits: Limits,
  questions: RecordedQuestion[],
  findings: PackageFinding[],
): void {
  const read = readYaml(file, limits);
  if (!read.ok) {
    findings.push(...read.findings);
    return;
  }
  const checked = checkYaml(questionsSchema, read.tree, file);
  if (!checked.ok) {
    findings.push(...checked.findings);
    return;
  }
  const { asset: named } = checked.value;
  const asset =
    named === undefined
      ? onlyOf(assets)
      : assets.find(({ definition }) => definition.key === named || definition.id === named);
  if (asset === undefined) {
    const keys = assets.map(({ definition }) => definition.key);
    findings.push(
      yamlFinding(file, {
        code: "unknown-asset",
        span: spanAt(read.tree, ["asset"]),
        error: "It is not clear which asset is to be asked.",
        reason: `Expected \`asset:\` with one of ${listed(keys)}.`,
        resolution: didYouMean(named ?? "", keys) || "Name the asset by its key.",
      }),
    );
    return;
  }
  for (const [index, question] of checked.value.questions.entries()) {
    questions.push({
      name: `${file.path}#${question.name ?? String(index + 1)}`,
      assetId: asset.definition.id,
      tool: question.tool,
      arguments: question.arguments,
    });
  }
}

function onlyOf<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** A finding and no refusal: a draft with too many can still be read and mended. */
function tooMany({ name }: RecordedQuestion, found: number, most: number): PackageFinding {
  return {
    code: "too-many-questions",
    severity: "error",
    file: name.slice(0, name.indexOf("#")),
    place: {},
    error: "The package has too many recorded questions.",
    reason: `A package may have ${most} (limit \`packageQuestionsMax\`); found ${found}.`,
    resolution: "Keep those that tell something about a change.",
  };
}
