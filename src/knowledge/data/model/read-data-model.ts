import { believe } from "../../../base/believe.ts";
import { checkYaml } from "../../yaml/check-yaml.ts";
import { readYaml, type YamlLimits } from "../../yaml/read-yaml.ts";
import type { YamlFile, YamlFinding } from "../../yaml/yaml-finding.ts";
import { hasErrors } from "../../../base/finding.ts";
import type { ForeignKey, KeyColumns } from "../data-schema.ts";
import { checkReferences } from "./check-references.ts";
import type { DataModel, DataTable, TableSource } from "./data-model.ts";
import { dataModelSchema, type RawDataModel } from "./data-model-schema.ts";

export type DataModelResult =
  | { readonly ok: true; readonly model: DataModel; readonly warnings: readonly YamlFinding[] }
  | { readonly ok: false; readonly findings: readonly YamlFinding[] };

/** Reads a data model from YAML and checks everything that can be known without its data. */
export function readDataModel(file: YamlFile, limits: YamlLimits): DataModelResult {
  const yaml = readYaml(file, limits);
  if (!yaml.ok) return yaml;
  const checked = checkYaml(dataModelSchema, yaml.tree, file);
  if (!checked.ok) return { ok: false, findings: [...yaml.warnings, ...checked.findings] };
  const model = modelOf(checked.value);
  const findings = [...yaml.warnings, ...checkReferences(checked.value, model, yaml.tree, file)];
  return hasErrors(findings) ? { ok: false, findings } : { ok: true, model, warnings: findings };
}

function modelOf(raw: RawDataModel): DataModel {
  const { warehouse, refreshMinutes } = raw;
  return {
    id: raw.id,
    displayName: raw.displayName ?? raw.id,
    tables: raw.tables.map(tableOf),
    foreignKeys: raw.foreignKeys.map(foreignKeyOf),
    eventLogs: raw.eventLogs.map(withoutAbsent),
    ...(warehouse === undefined ? {} : { warehouse }),
    ...(refreshMinutes === undefined ? {} : { refreshMinutes }),
  };
}

function tableOf({ source, columns, ...table }: RawDataModel["tables"][number]): DataTable {
  const declared = { ...table, columns: columns.map(withoutAbsent) };
  if (source === undefined) return declared;
  const known: TableSource = withoutAbsent(source);
  return { ...declared, source: known };
}

function foreignKeyOf(key: RawDataModel["foreignKeys"][number]): ForeignKey {
  const side = (end: string | KeyColumns): KeyColumns =>
    typeof end === "string" ? { table: end, columns: key.columns ?? [] } : end;
  return { parent: side(key.parent), child: side(key.child) };
}

type Present<T> = T extends unknown
  ? { readonly [Key in keyof T]: undefined extends T[Key] ? Exclude<T[Key], undefined> : T[Key] }
  : never;

/** An optional key that is absent, not one that is there and undefined. */
function withoutAbsent<T extends object>(value: T): Present<T> {
  return believe<Present<T>>(
    Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)),
  );
}
