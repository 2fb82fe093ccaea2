import type { Attribute, KnowledgeModel } from "../../knowledge/model/knowledge-model.ts";

/** Columns of a model that an example may name: an attribute and a KPI that agents see. */
export function exampleColumns(model: KnowledgeModel): readonly string[] {
  const [kpi] = visibleKpiIds(model);
  const [attribute] = visibleAttributes(model);
  return [
    ...(attribute === undefined ? [] : [attribute.columnId]),
    ...(kpi === undefined ? [] : [kpi]),
  ];
}

export function visibleKpiIds(model: KnowledgeModel): readonly string[] {
  return model.kpis.flatMap((kpi) => (kpi.eligible ? kpi.id : []));
}

/** Attributes that agents see, those that name a row last. */
export function visibleAttributes(model: KnowledgeModel): readonly Attribute[] {
  return model.records.flatMap((record) => {
    if (!record.eligible) return [];
    const own = record.attributes.filter((attribute) => attribute.eligible);
    return record.identifier?.eligible === true ? [...own, record.identifier] : own;
  });
}
