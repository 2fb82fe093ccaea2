import type { PqlNode } from "../pql/ast.ts";
import type { NamedKpi, PqlNames } from "../pql/names.ts";
import { parsePql } from "../pql/parse.ts";
import type { KnowledgeModel } from "./knowledge-model.ts";

/** What PQL may refer to in a model: its KPIs, its attributes by `RECORD.ATTRIBUTE`, its variables. */
export function modelNames(model: KnowledgeModel): PqlNames {
  const kpis = new Map<string, NamedKpi>();
  for (const kpi of model.kpis) {
    const node = nodeOf(kpi.pql);
    if (node !== undefined) kpis.set(kpi.id, { node, parameters: kpi.parameters });
  }
  const attributes = new Map<string, PqlNode>();
  for (const { identifier, attributes: own } of model.records) {
    for (const attribute of identifier === undefined ? own : [identifier, ...own]) {
      const node = nodeOf(attribute.pql);
      if (node !== undefined) attributes.set(attribute.columnId, node);
    }
  }
  const variables = new Map(model.variables.map(({ id, value }) => [id, value]));
  return {
    kpi: (id) => kpis.get(id),
    attribute: (record, attribute) => attributes.get(`${record}.${attribute}`),
    variable: (name) => variables.get(name),
    kpiIds: [...kpis.keys()],
    attributeIds: [...attributes.keys()],
    variableNames: [...variables.keys()],
  };
}

/** A model that was read parses throughout; what does not is left out. */
function nodeOf(pql: string): PqlNode | undefined {
  const parsed = parsePql(pql);
  return parsed.kind === "parsed" ? parsed.node : undefined;
}
