import { didYouMean, nearestNames } from "../../../base/nearest.ts";
import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "unknown-table",
  summary: "Every record is over a table of the data model.",
  *check({ model, data }) {
    if (data === undefined) return;
    const tables = [...data.schema.tables.keys()];
    for (const record of model.records) {
      if (tables.includes(record.table)) continue;
      const [nearest, other] = nearestNames(record.table, tables);
      yield {
        thing: record,
        key: "pql",
        error: `Record \`${record.id}\` is over no table of the data model.`,
        reason: `Expected ${tables.map((table) => `\`"${table}"\``).join(", ")}; found \`${record.pql.slice(0, 200)}\`.`,
        resolution:
          didYouMean(record.table, tables) ||
          "Write the table's name in double quotes as the record's `pql`; formulas belong in attributes.",
        ...(nearest === undefined || other !== undefined
          ? {}
          : { fix: { summary: `Use "${nearest}".`, replacement: `'"${nearest}"'` } }),
      };
    }
  },
});
