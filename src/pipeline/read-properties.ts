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
    parameters: rowsOf(settings["param_table"]).flatMap(readParameter),
    imports: rowsOf(settings["imports"]).flatMap(readImport),
    ...(errorPipeline === undefined || isBlank(errorPipeline) ? {} : { errorPipeline }),
    errorParameters: rowsOf(settings["error_param_table"]).flatMap(readErrorParameter),
    suspendable: wordOf(settings["suspendable"])?.toLowerCase() === "true",
  };
}

function rowsOf(setting: SettingValue | undefined): readonly SettingRow[] {
  return isTable(setting?.value) ? setting.value : [];
}

function isTable(value: unknown): value is readonly SettingRow[] {
  return Array.isArray(value);
}

function isBlank(setting: SettingValue): boolean {
  return setting.value === null || wordOf(setting)?.trim() === "";
}

/** Values are strings or null; a number or flag in a hand-written file becomes its text. */
function wordOf(setting: SettingValue | undefined): string | undefined {
  const value = setting?.value;
  if (value === undefined || value === null || typeof value === "object") return undefined;
  return String(value);
}

function readParameter(row: SettingRow): ParameterDeclaration[] {
  const key = wordOf(row["key"])?.trim() ?? "";
  if (key === "") return [];
  return [
    {
      key,
      value: wordOf(row["value"]) ?? null,
      required: wordOf(row["required"])?.toLowerCase() === "true",
      description: wordOf(row["description"]) ?? "",
    },
  ];
}

function readErrorParameter(row: SettingRow): ErrorParameter[] {
  const key = wordOf(row["key"])?.trim() ?? "";
  const value = row["value"];
  return key === "" ? [] : [{ key, value: value ?? { value: null, expression: false } }];
}

/** The column with the path has had several names; the name after `lib.` stands in `as`. */
function readImport(row: SettingRow): LibraryImport[] {
  const pathKey = Object.keys(row).find((key) => /path|file|lib|import/i.test(key));
  const path = pathKey === undefined ? undefined : row[pathKey];
  if (path === undefined || isBlank(path)) return [];
  const named = ["as", "name", "alias"].map((key) => wordOf(row[key])?.trim()).find(Boolean);
  return [{ path, name: named ?? fileStem(wordOf(path) ?? "") }];
}

function fileStem(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? "").replace(/\.[^.]*$/, "");
}
