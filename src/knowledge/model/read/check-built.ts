import type { Finding } from "../../../base/finding.ts";
import { parsePql, parsePqlFilters } from "../../pql/parse.ts";
import type { YamlFinding } from "../../yaml/yaml-finding.ts";
import type { KnowledgeModel, ModelEventLog } from "../knowledge-model.ts";
import type { ModelSource, ModelThing } from "./model-source.ts";

/** What has to hold once everything is merged: nothing needed is left out, and all PQL parses. */
export function checkBuilt(model: KnowledgeModel, source: ModelSource): readonly YamlFinding[] {
  return [
    ...model.records.flatMap((record) => [
      ...(record.identifier === undefined ? [] : formula(record.identifier, source)),
      ...record.attributes.flatMap((attribute) => formula(attribute, source)),
    ]),
    ...model.kpis.flatMap((kpi) => [
      ...formula(kpi, source),
      ...(kpi.target === undefined ? [] : parsed(kpi, "target", parsePql(kpi.target), source)),
    ]),
    ...model.filters.flatMap((filter) => condition(filter, "pql", source)),
    ...model.policies.flatMap((policy) =>
      policy.rowFilter === undefined ? [] : condition(policy, "rowFilter", source),
    ),
    ...model.eventLogs.flatMap((log) => neededColumns(log, source)),
  ];
}

function formula(
  thing: ModelThing & { readonly pql: string },
  source: ModelSource,
): readonly YamlFinding[] {
  if (thing.pql.trim() === "") return [lacking(thing, "pql", source)];
  return parsed(thing, "pql", parsePql(thing.pql), source);
}

function condition(thing: ModelThing, key: string, source: ModelSource): readonly YamlFinding[] {
  const text = source.text(thing, key) ?? "";
  if (text.trim() === "") return [lacking(thing, key, source)];
  return parsed(thing, key, parsePqlFilters(text), source);
}

function parsed(
  thing: ModelThing,
  key: string,
  result:
    | { readonly kind: "parsed" }
    | { readonly kind: "invalid"; readonly findings: readonly Finding[] },
  source: ModelSource,
): readonly YamlFinding[] {
  if (result.kind === "parsed") return [];
  return result.findings.map((finding) => pqlFinding(finding, thing, key, source));
}

/** A finding about PQL as one about the file that the PQL stands in. */
export function pqlFinding(
  { code, severity, place, error, reason, resolution, fix }: Finding,
  thing: ModelThing,
  key: string,
  source: ModelSource,
): YamlFinding {
  return source.finding({
    thing,
    key,
    code,
    severity,
    error,
    reason,
    resolution,
    ...(place.span === undefined ? {} : { inText: place.span }),
    ...(fix === undefined ? {} : { fix }),
  });
}

const eventLogKeys = ["activityTable", "caseColumn", "activityColumn", "timestampColumn"] as const;

function neededColumns(log: ModelEventLog, source: ModelSource): readonly YamlFinding[] {
  return eventLogKeys.filter((key) => log[key] === "").map((key) => lacking(log, key, source));
}

function lacking(thing: ModelThing, key: string, source: ModelSource): YamlFinding {
  return source.finding({
    thing,
    code: "missing-key",
    error: `The key \`${key}\` is missing.`,
    reason: `Expected \`${key}\` in \`${source.pointer(thing)}\`; found none here and none in what it extends.`,
    resolution: `Add \`${key}:\`. If this is meant to change a thing of the base, check its id.`,
  });
}
