import { didYouMean } from "../../base/nearest.ts";
import type { KnowledgeModel, ModelRecord } from "../model/knowledge-model.ts";
import { QuestionRefusal } from "../query/question-refusal.ts";

/** The records that agents see, or those of them that are named by id or display name in any case. */
export function chosenRecords(
  model: KnowledgeModel,
  names: readonly string[] | undefined,
): readonly ModelRecord[] {
  const eligible = model.records.filter((record) => record.eligible);
  if (names === undefined) return eligible;
  const chosen = names.map((name, at) => {
    const wanted = name.trim().toLowerCase();
    const found =
      eligible.find(({ id }) => id === name) ??
      eligible.find((one) => [one.id, one.displayName].some((own) => own.toLowerCase() === wanted));
    if (found !== undefined) return found;
    const ids = eligible.map(({ id }) => id);
    throw new QuestionRefusal(
      `record_ids.${at}`,
      `Unknown record ${JSON.stringify(name.slice(0, 100))}`,
      `The knowledge model has ${ids.slice(0, 50).join(", ")}.`,
      didYouMean(name, ids) || "Leave the argument out for all of them.",
    );
  });
  return [...new Set(chosen)];
}
