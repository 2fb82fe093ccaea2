import { didYouMean } from "../../../base/nearest.ts";
import { defineModelRule, type ModelRuleProblem } from "../define-model-rule.ts";
import type { ModelEventLog } from "../knowledge-model.ts";

export default defineModelRule({
  code: "event-log-columns",
  summary: "Event logs name tables and columns that exist, and their times are dates.",
  *check({ model, data }) {
    if (data === undefined) return;
    const { tables } = data.schema;
    for (const log of model.eventLogs) {
      for (const key of ["activityTable", "caseTable"] as const) {
        const name = log[key];
        if (name === undefined || tables.has(name)) continue;
        yield unknown(log, key, "table", name, [...tables.keys()]);
      }
      const columns = tables.get(log.activityTable)?.columns;
      if (columns === undefined) continue;
      for (const key of columnKeys) {
        const name = log[key];
        if (name === undefined) continue;
        const type = columns.get(name);
        if (type === undefined) {
          yield unknown(log, key, `column of "${log.activityTable}"`, name, [...columns.keys()]);
        } else if (key.includes("imestamp") && type !== "DATE") {
          yield {
            thing: log,
            key,
            error: `\`${name}\` tells no times.`,
            reason: `Expected a column of type DATE; found one of type ${type}.`,
            resolution:
              "Name the column with the time, or load this one as DATE in the data model.",
          };
        }
      }
    }
  },
});

const columnKeys = [
  "caseColumn",
  "activityColumn",
  "timestampColumn",
  "endTimestampColumn",
  "sortingColumn",
] as const;

function unknown(
  log: ModelEventLog,
  key: string,
  kind: string,
  name: string,
  known: readonly string[],
): ModelRuleProblem {
  return {
    thing: log,
    key,
    error: `There is no ${kind} \`${name}\`.`,
    reason: `Expected ${known.map((one) => `\`${one}\``).join(", ")}; found \`${name}\`.`,
    resolution: didYouMean(name, known) || "Name one of these; capitals and small letters differ.",
  };
}
