import { Refusal } from "../../base/errors.ts";
import { isObject, printJson } from "../../base/json.ts";
import type { Assets, OpenAsset } from "../../control/assets/assets.ts";
import type { RecordedQuestion } from "../../control/assets/packages.ts";
import type { Principal } from "../../control/identity/principal.ts";
import type { AssetToolOutcome } from "./asset-tool-result.ts";
import type { AssetToolbox } from "./asset-toolbox.ts";

/** A recorded question as draft and published version answer it. */
export interface ComparedAnswer {
  readonly name: string;
  readonly assetId: string;
  readonly tool: string;
  readonly same: boolean;
  /** In words, where they differ: a cell, a column, a total. */
  readonly differences: readonly string[];
}

export interface CompareParts {
  readonly assets: Pick<Assets, "open">;
  readonly toolbox: AssetToolbox;
  readonly newRequestId: () => string;
}

/** So many differences of one answer are told; the rest are counted. */
const differencesMax = 20;

/** What says when, not what. */
const passing: ReadonlySet<string> = new Set(["data_loaded_at"]);

/** Asks recorded questions of the draft and of what is published, and tells where the answers differ. */
export async function compareAnswers(
  parts: CompareParts,
  principal: Principal,
  questions: readonly RecordedQuestion[],
  signal: AbortSignal,
): Promise<readonly ComparedAnswer[]> {
  const answers: ComparedAnswer[] = [];
  for (const { name, assetId, tool, arguments: given } of questions) {
    const ask = async (which: "draft" | "published"): Promise<unknown> => {
      const asset = await opened(parts, principal, assetId, which);
      if (asset instanceof Refusal) return said(asset);
      const context = { signal, requestId: parts.newRequestId() };
      return contentOf(await parts.toolbox.call(asset, tool, given, context));
    };
    const differences = differencesOf(await ask("published"), await ask("draft"), "");
    answers.push({
      name,
      assetId,
      tool,
      same: differences.length === 0,
      differences: shortened(differences),
    });
  }
  return answers;
}

async function opened(
  { assets }: CompareParts,
  principal: Principal,
  assetId: string,
  which: "draft" | "published",
): Promise<OpenAsset | Refusal> {
  try {
    return await assets.open(principal, assetId, which);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown;
    throw thrown;
  }
}

function contentOf(outcome: AssetToolOutcome): unknown {
  return outcome.kind === "answered" ? outcome.body : said(outcome.refusal);
}

function said({ message, reason }: Refusal): unknown {
  return { refused: `${message} ${reason}` };
}

function differencesOf(before: unknown, after: unknown, place: string): readonly string[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    const counts =
      before.length === after.length
        ? []
        : [`${place || "the answer"} has ${after.length} entries instead of ${before.length}`];
    return [
      ...counts,
      ...Array.from({ length: Math.min(length, before.length, after.length) }, (_, index) =>
        differencesOf(before[index], after[index], `${place}[${index}]`),
      ).flat(),
    ];
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys
      .filter((key) => !passing.has(key))
      .flatMap((key) =>
        differencesOf(
          Object.hasOwn(before, key) ? before[key] : undefined,
          Object.hasOwn(after, key) ? after[key] : undefined,
          place === "" ? key : `${place}.${key}`,
        ),
      );
  }
  if (Object.is(before, after)) return [];
  return [`${place || "the answer"} is ${worded(after)} instead of ${worded(before)}`];
}

function worded(value: unknown): string {
  if (value === undefined) return "absent";
  const text = printJson(value);
  return text.length > 120 ? `${text.slice(0, 120).toWellFormed()}…` : text;
}

function shortened(differences: readonly string[]): readonly string[] {
  const rest = differences.length - differencesMax;
  if (rest <= 0) return differences;
  return [...differences.slice(0, differencesMax), `and ${rest} more differences`];
}
