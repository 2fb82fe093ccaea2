import type { JsonTree } from "./json-tree.ts";
import type {
  ErrorParameter,
  LibraryImport,
  ParameterDeclaration,
  Pipeline,
  SettingRow,
  SettingValue,
} from "./model.ts";
import { readSettingRow } from "./read-setting.ts";
import { isBlank, leafTextOf, tableOf } from "./setting-walk.ts";
import { memberOf, textOf } from "./tree-access.ts";

type PipelineProperties = Pick<
  Pipeline,
  | "label"
  | "author"
  | "notes"
  | "purpose"
  | "parameters"
  | "imports"
  | "errorPipeline"
  | "errorParameters"
  | "suspendable"
>;

/** Reads the `property_map` of a pipeline. */
export function readProperties(properties: JsonTree | undefined): PipelineProperties {
  const info = memberOf(properties, "info");
  const settings = readSettingRow(memberOf(properties, "settings"));
  const errorPipeline = settings["error_pipeline"];
  return {
    label: textOf(memberOf(info, "label")) ?? "",
    author: textOf(memberOf(info, "author")) ?? "",
    notes: textOf(memberOf(info, "notes")) ?? "",
    purpose: textOf(memberOf(info, "purpose")) ?? "",
    parameters: tableOf(settings["param_table"]?.value).flatMap(readParameter),
    imports: tableOf(settings["imports"]?.value).flatMap(readImport),
    ...(errorPipeline === undefined || isBlank(errorPipeline) ? {} : { errorPipeline }),
    errorParameters: tableOf(settings["error_param_table"]?.value).flatMap(readErrorParameter),
    suspendable: leafTextOf(settings["suspendable"])?.toLowerCase() === "true",
  };
}

function readParameter(row: SettingRow): ParameterDeclaration[] {
  const key = leafTextOf(row["key"])?.trim() ?? "";
  if (key === "") return [];
  return [
    {
      key,
      value: parameterValue(row["value"]),
      required: leafTextOf(row["required"])?.toLowerCase() === "true",
      description: leafTextOf(row["description"]) ?? "",
    },
  ];
}

/** Values are strings or null; a number or flag in a hand-written file becomes its text. */
function parameterValue(setting: SettingValue | undefined): string | null {
  const value = setting?.value ?? null;
  return value === null || typeof value === "object" ? null : String(value);
}

function readErrorParameter(row: SettingRow): ErrorParameter[] {
  const key = leafTextOf(row["key"])?.trim() ?? "";
  const value = row["value"];
  return key === "" ? [] : [{ key, value: value ?? { value: null, expression: false } }];
}

/** The column with the path has had several names; the name after `lib.` stands in `as`. */
function readImport(row: SettingRow): LibraryImport[] {
  const pathKey = Object.keys(row).find((key) => /path|file|lib|import/i.test(key));
  const path = pathKey === undefined ? undefined : row[pathKey];
  if (path === undefined || isBlank(path)) return [];
  const named = ["as", "name", "alias"].map((key) => leafTextOf(row[key])?.trim()).find(Boolean);
  return [{ path, name: named ?? fileStem(leafTextOf(path) ?? "") }];
}

function fileStem(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? "").replace(/\.[^.]*$/, "");
}
