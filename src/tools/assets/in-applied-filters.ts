import { QuestionRefusal } from "../../knowledge/query/question-refusal.ts";

/** Gives a refusal about a filter the place that the filter has in the arguments: inside `applied_filters`. */
export async function inAppliedFilters<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (thrown) {
    if (!(thrown instanceof QuestionRefusal)) throw thrown;
    if (!/^(string|numeric|date|null)_filters/.test(thrown.attribute)) throw thrown;
    const { attribute, message, reason, resolution } = thrown;
    throw new QuestionRefusal(`applied_filters.${attribute}`, message, reason, resolution);
  }
}
