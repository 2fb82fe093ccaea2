import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "cyclic-kpi",
  summary: "No KPI refers to itself, directly or through others.",
  *check({ model, kpiCycles }) {
    for (const cycle of kpiCycles) {
      const thing = model.kpis.find(({ id }) => id === cycle[0]);
      if (thing === undefined) continue;
      const way = [...cycle, thing.id].map((id) => `\`${id}\``).join(" → ");
      yield {
        thing,
        key: "pql",
        error:
          cycle.length === 1
            ? `KPI \`${thing.id}\` refers to itself.`
            : `${cycle.length} KPIs refer to each other in a circle.`,
        reason: `Expected KPIs that end at tables and columns; found ${way}.`,
        resolution: "Let one of them say what it means without the others.",
      };
    }
  },
});
