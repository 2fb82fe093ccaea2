import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import type { LoadedData } from "./data/loaded-data.ts";
import { createDescribe } from "./describe/create-describe.ts";
import { findInsights } from "./insights/find-insights.ts";
import type { KnowledgeBase } from "./knowledge-base.ts";
import type { KnowledgeModel } from "./model/knowledge-model.ts";
import { columnTypes } from "./query/column-types.ts";
import { loadRows } from "./query/load-rows.ts";
import { indexModel } from "./query/model-index.ts";
import { processAnswers } from "./query/process-answers.ts";
import { policiesFor } from "./query/policies.ts";
import type { QueryParts } from "./query/query-parts.ts";
import { createSearch } from "./search/create-search.ts";

export interface KnowledgeBaseParts {
  readonly model: KnowledgeModel;
  /** Stays open as long as questions are asked; whoever opened it closes it. */
  readonly data: LoadedData;
  readonly clock: Clock;
  readonly limits: Limits;
}

/** A knowledge model over loaded data, ready for questions. */
export function createKnowledgeBase({
  model,
  data,
  clock,
  limits,
}: KnowledgeBaseParts): KnowledgeBase {
  const index = indexModel(model);
  const parts: QueryParts = {
    index,
    data,
    clock,
    limits,
    policiesOf: (asker) => policiesFor(index, data.schema, asker),
  };
  const types = columnTypes(index, {
    schema: data.schema,
    names: index.names,
    nowMs: clock.now(),
  });
  const describe = createDescribe(parts, types);
  return {
    model,
    columnTypes: types,
    maskedColumns: (asker) => parts.policiesOf(asker).masked,
    load: (question, asker, signal) => loadRows(parts, question, asker, signal),
    insights: (question, asker, signal) => findInsights(parts, question, asker, signal),
    search: createSearch(parts, types),
    describe: async (question, asker) => describe(question, asker),
    ...processAnswers(parts),
  };
}
