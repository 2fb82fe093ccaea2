import type { ForeignKey } from "../../data/data-schema.ts";
import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "ambiguous-join",
  summary: "Between the tables of two records there is one way along foreign keys.",
  *check({ model, data }) {
    if (data === undefined) return;
    const { foreignKeys } = data.schema;
    for (const child of model.records) {
      for (const parent of model.records) {
        if (child.table === parent.table) continue;
        const ways = waysUp(child.table, parent.table, foreignKeys);
        if (ways.length < 2) continue;
        yield {
          thing: child,
          key: "pql",
          severity: "warning",
          error: `Record \`${child.id}\` hangs together with \`${parent.id}\` in more than one way.`,
          reason: `Expected one way along foreign keys from \`${child.table}\` to \`${parent.table}\`; found ${ways.join(" and ")}.`,
          resolution:
            "Remove one of the foreign keys from the data model, or add the parent table twice under two names.",
        };
      }
    }
  },
});

/** Two ways are enough to say so; more are not looked for. */
const waysMax = 2;

function waysUp(from: string, to: string, foreignKeys: readonly ForeignKey[]): readonly string[] {
  const ways: string[] = [];
  const open: { readonly table: string; readonly way: readonly string[] }[] = [
    { table: from, way: [from] },
  ];
  let steps = 0;
  for (let at = open.shift(); at !== undefined && steps < 10_000; at = open.shift(), steps++) {
    for (const { parent, child } of foreignKeys) {
      if (child.table !== at.table || at.way.includes(parent.table)) continue;
      const way = [...at.way, parent.table];
      if (parent.table === to) ways.push(`${way.join(" → ")} (by ${child.columns.join(", ")})`);
      else open.push({ table: parent.table, way });
      if (ways.length >= waysMax) return ways;
    }
  }
  return ways;
}
