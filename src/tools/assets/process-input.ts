import { z } from "zod";
import type { Limits } from "../../base/limits.ts";
import type { KnowledgeModel } from "../../knowledge/model/knowledge-model.ts";
import type { AnswerScope } from "../../knowledge/knowledge-base.ts";
import type { ProcessQuestion } from "../../knowledge/query/ask-process.ts";
import { filterInput } from "./filter-input.ts";

/** Which events a call is about. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the schema is its type
export function processInput(model: KnowledgeModel, limits: Limits) {
  const ids = model.eventLogs.filter((log) => log.eligible).map((log) => log.id);
  return {
    event_log: z
      .string()
      .max(limits.assetTextLengthMax)
      .describe(
        ids.length === 1
          ? `Default ${ids[0] ?? ""}.`
          : `One of ${ids.slice(0, eventLogsListedMax).join(", ")}.`,
      )
      .optional(),
    applied_filters: z
      .strictObject(filterInput(limits))
      .describe("On cases they choose cases, on activities events.")
      .optional(),
  };
}

/** Event logs up to so many are listed in the schema. */
const eventLogsListedMax = 20;

/** Parts that every answer about a process has. */
export const processScope = {
  event_log: z.string(),
  applied_filters: z.array(z.string()),
  data_loaded_at: z.string(),
};

interface ProcessArguments {
  readonly event_log?: string | undefined;
  readonly applied_filters?: ProcessQuestion["filters"] | undefined;
}

export function processQuestion({
  event_log: eventLog,
  applied_filters: filters = {},
}: ProcessArguments): ProcessQuestion {
  return { filters, ...(eventLog === undefined ? {} : { eventLog }) };
}

export function scopeContent(
  eventLog: string,
  scope: AnswerScope,
): { event_log: string; applied_filters: string[]; data_loaded_at: string } {
  return {
    event_log: eventLog,
    applied_filters: [...scope.appliedFilters],
    data_loaded_at: new Date(scope.loadedMs).toISOString(),
  };
}
