import type { PqlNode } from "../pql/ast.ts";
import { parsePql, parsePqlFilters } from "../pql/parse.ts";
import { modelNames } from "./model-names.ts";
import { walkPql } from "../query/walk-pql.ts";
import type { LintData } from "./lint-model.ts";
import type { Attribute, KnowledgeModel, ModelRecord } from "./knowledge-model.ts";
import { type CheckedText, checkTexts } from "./check-texts.ts";
import type { ModelSource, ModelThing } from "./read/model-source.ts";
import type { ReadModel } from "./read/read-knowledge-model.ts";

/** What a rule may look at. */
export interface ModelLintContext {
  readonly model: KnowledgeModel;
  readonly source: ModelSource;
  /** Absent when only the model's text is at hand. */
  readonly data: LintData | undefined;
  readonly columns: readonly RecordColumn[];
  readonly texts: readonly PqlText[];
  /** The texts checked against the data model; none without one. */
  readonly checked: readonly CheckedText[];
  /** Ids of KPIs that refer to themselves, through others or not, by the way round. */
  readonly kpiCycles: readonly (readonly string[])[];
}

export interface RecordColumn {
  readonly record: ModelRecord;
  readonly attribute: Attribute;
}

/** One PQL text of the model. Spans of its nodes are stretches of the text as the author wrote it. */
export interface PqlText {
  readonly thing: ModelThing;
  readonly key: "pql" | "target" | "rowFilter";
  readonly role: "attribute" | "flag" | "kpi" | "target" | "filter" | "policy";
  readonly name: string;
  readonly nodes: readonly PqlNode[];
  /** For a KPI, its id; it may be checked as `KPI("id")`, with its parameters in place. */
  readonly kpiId?: string;
}

export function modelLintContext(
  { model, source }: ReadModel,
  data: LintData | undefined,
  nowMs: number,
): ModelLintContext {
  const columns = model.records.flatMap((record) => {
    const { identifier, attributes } = record;
    const all = identifier === undefined ? attributes : [identifier, ...attributes];
    return all.map((attribute) => ({ record, attribute }));
  });
  const texts = textsOf(model, source, columns);
  const kpiCycles = cyclesOf(texts);
  const cyclic = new Set(kpiCycles.flat());
  const names = modelNames(model);
  return {
    model,
    source,
    data,
    columns,
    texts,
    kpiCycles,
    checked:
      data === undefined ? [] : checkTexts(texts, { schema: data.schema, names, nowMs }, cyclic),
  };
}

function textsOf(
  model: KnowledgeModel,
  source: ModelSource,
  columns: readonly RecordColumn[],
): readonly PqlText[] {
  return [
    ...columns.map(({ attribute }): PqlText => {
      const role = attribute.kind === "flag" ? "flag" : "attribute";
      return { ...text(attribute, "pql", attribute.columnId, attribute.pql), role };
    }),
    ...model.kpis.flatMap((kpi): PqlText[] => [
      { ...text(kpi, "pql", kpi.id, kpi.pql), role: "kpi", kpiId: kpi.id },
      ...(kpi.target === undefined
        ? []
        : [{ ...text(kpi, "target", kpi.id, kpi.target), role: "target" as const }]),
    ]),
    ...model.filters.map((filter): PqlText => {
      const written = source.text(filter, "pql") ?? filter.pql;
      return { ...text(filter, "pql", filter.id, written), role: "filter" };
    }),
    ...model.policies.flatMap((policy): PqlText[] => {
      if (policy.rowFilter === undefined) return [];
      const written = source.text(policy, "rowFilter") ?? policy.rowFilter;
      return [{ ...text(policy, "rowFilter", policy.id, written), role: "policy" }];
    }),
  ];
}

function text(
  thing: ModelThing,
  key: PqlText["key"],
  name: string,
  pql: string,
): Omit<PqlText, "role"> {
  if (key === "pql" || key === "target") {
    const parsed = parsePql(pql);
    if (parsed.kind === "parsed") return { thing, key, name, nodes: [parsed.node] };
  }
  const parsed = parsePqlFilters(pql);
  return { thing, key, name, nodes: parsed.kind === "parsed" ? parsed.conditions : [] };
}

/** The id in `KPI("id", …)`. */
export function kpiNamedBy(node: PqlNode): string | undefined {
  if (node.kind !== "call" || node.name !== "KPI") return undefined;
  const [first] = node.arguments;
  if (first?.kind === "name") return first.name;
  return first?.kind === "text" ? first.value : undefined;
}

/** Each way round once, from the KPI that stands first in the model. */
function cyclesOf(texts: readonly PqlText[]): readonly (readonly string[])[] {
  const uses = new Map(
    texts.flatMap(({ kpiId, nodes }): [string, readonly string[]][] => {
      if (kpiId === undefined) return [];
      const named = nodes.flatMap((node) =>
        [...walkPql(node)].flatMap((one) => kpiNamedBy(one) ?? []),
      );
      return [[kpiId, named]];
    }),
  );
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of uses.keys()) {
    if (done.has(start)) continue;
    const way = wayBack(start, uses);
    if (way === undefined) continue;
    for (const id of way) done.add(id);
    cycles.push(way);
  }
  return cycles;
}

/** The fewest KPIs from `start` until one uses it; breadth first. */
function wayBack(
  start: string,
  uses: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  const queue = [start];
  for (const id of queue) {
    for (const used of uses.get(id) ?? []) {
      if (used === start) return wayTo(id, cameFrom);
      if (cameFrom.has(used) || !uses.has(used)) continue;
      cameFrom.set(used, id);
      queue.push(used);
    }
  }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const way: string[] = [];
  for (let id: string | undefined = end; id !== undefined; id = cameFrom.get(id)) way.unshift(id);
  return way;
}
