import { setOwn, type JsonObject } from "../../base/json.ts";
import type { SettingRow, SettingValue } from "../../pipeline/model.ts";
import { leafTextOf } from "../../pipeline/setting-walk.ts";
import { compileRawRow, compileRawValue } from "./compile-raw.ts";
import { dottedName } from "./describe-node.ts";
import type { PythonCall, PythonExpression } from "./python-tree.ts";
import { readArguments } from "./read-arguments.ts";
import {
  readFlag,
  readJsonObject,
  readList,
  readText,
  reportMissing,
  reportValue,
} from "./read-values.ts";
import type { Report } from "./slpy-finding.ts";

/** What `Pipeline(…)` and the attributes assigned to it say. */
export interface PipelineStatement {
  readonly label: string;
  readonly author: string;
  readonly notes: string;
  readonly purpose: string;
  readonly settings: SettingRow;
  readonly render: JsonObject;
  readonly more: JsonObject;
  readonly parameterNames: ReadonlySet<string>;
  /** Where the settings stand: `param_table[0].key`, `error_pipeline`. */
  readonly places: ReadonlyMap<string, PythonExpression>;
}

/** What can be assigned to the pipeline. */
export const pipelineAttributes = [
  "param_table",
  "expression_libraries",
  "error_pipeline",
  "error_param_table",
] as const;

const pipelineArguments = [
  "label",
  "author",
  "notes",
  "purpose",
  "suspendable",
  "default_snaplex",
  "raw",
  "raw_render",
  "raw_properties",
] as const;

export function readPipelineStatement(
  call: PythonCall | undefined,
  attributes: ReadonlyMap<string, PythonExpression>,
  docstring: string | undefined,
  report: Report,
): PipelineStatement {
  const names = [...pipelineArguments, ...pipelineAttributes];
  const given =
    call === undefined
      ? new Map<string, PythonExpression>()
      : readArguments(call, { callee: "Pipeline", names, positional: ["label"] }, report);
  const attribute = (name: string): PythonExpression | undefined =>
    attributes.get(name) ?? given.get(name);
  const text = (name: string): string | undefined => readText(given.get(name), name, report);
  const places = new Map<string, PythonExpression>();
  const context = { report, places };
  const parameters = readRows(attribute("param_table"), "param_table", parameterTable, context);
  const snaplex = text("default_snaplex");
  const settings: Record<string, SettingValue> = {
    param_table: { value: parameters, expression: false },
    imports: {
      value: readRows(
        attribute("expression_libraries"),
        "expression_libraries",
        libraryTable,
        context,
      ),
      expression: false,
    },
    error_pipeline: readErrorPipeline(attribute("error_pipeline"), context),
    error_param_table: {
      value: readRows(attribute("error_param_table"), "error_param_table", errorTable, context),
      expression: false,
    },
  };
  if (readFlag(given.get("suspendable"), "suspendable", report) === true) {
    settings["suspendable"] = { value: true, expression: false };
  }
  const raw = given.get("raw");
  if (raw !== undefined) {
    const more = compileRawRow(raw, "raw", report);
    for (const [key, value] of Object.entries(more)) setOwn(settings, key, value);
  }
  return {
    label: text("label") ?? "Pipeline",
    author: text("author") ?? "",
    notes: text("notes") ?? "",
    purpose: given.has("purpose") ? (text("purpose") ?? "") : (docstring ?? "").trim(),
    settings,
    render: {
      ...(snaplex === undefined ? {} : { default_snaplex: snaplex }),
      ...readJsonObject(given.get("raw_render"), "raw_render", report),
    },
    more: readJsonObject(given.get("raw_properties"), "raw_properties", report),
    parameterNames: new Set(parameters.map((row) => leafTextOf(row["key"]) ?? "")),
    places,
  };
}

/** A table of the pipeline: the class of its rows, and how arguments become columns. */
interface RowTable {
  /** Of the setting in the SLP. */
  readonly key: string;
  readonly item: string;
  readonly names: readonly string[];
  readonly columns: (given: ReadonlyMap<string, PythonExpression>, report: Report) => SettingRow;
}

interface RowContext {
  readonly report: Report;
  readonly places: Map<string, PythonExpression>;
}

const parameterTable: RowTable = {
  key: "param_table",
  item: "Param",
  names: ["key", "value", "required", "description", "capture", "data_type"],
  columns: (given, report) => ({
    key: plain(readText(given.get("key"), "key", report) ?? ""),
    value: plain(readParameterValue(given.get("value"), report)),
    data_type: plain(readText(given.get("data_type"), "data_type", report) ?? "string"),
    required: plain(readFlag(given.get("required"), "required", report) ?? false),
    description: plain(readText(given.get("description"), "description", report) ?? ""),
    capture: plain(readFlag(given.get("capture"), "capture", report) ?? false),
  }),
};

const libraryTable: RowTable = {
  key: "imports",
  item: "Library",
  names: ["path", "name"],
  columns: (given, report) => ({
    path: readAny(given.get("path"), "path", report),
    as: plain(readText(given.get("name"), "name", report) ?? null),
  }),
};

const errorTable: RowTable = {
  key: "error_param_table",
  item: "Param",
  names: ["key", "value"],
  columns: (given, report) => ({
    key: plain(readText(given.get("key"), "key", report) ?? ""),
    value: readAny(given.get("value"), "value", report),
  }),
};

function readRows(
  node: PythonExpression | undefined,
  name: string,
  table: RowTable,
  { report, places }: RowContext,
): readonly SettingRow[] {
  const { key, item, names } = table;
  const example = `${item}(${names[0] ?? ""}="…", ${names[1] ?? ""}="…")`;
  const items = readList(node, name, `a list: [${example}]`, report) ?? [];
  return items.flatMap((row, index) => {
    if (row.kind === "refused") return [];
    if (row.kind !== "call" || dottedName(row.callee) !== item) {
      reportValue(row, `${name}[${index}]`, `\`${example}\``, report);
      return [];
    }
    places.set(`${key}[${index}]`, row);
    const given = readArguments(
      row,
      { callee: item, names, positional: names.slice(0, 2) },
      report,
    );
    for (const [column, value] of given) {
      places.set(`${key}[${index}].${column === "name" ? "as" : column}`, value);
    }
    const complete = given.has(names[0] ?? "") || given.size < row.arguments.length;
    if (!complete) reportMissing(row, item, `\`${example}\``, report);
    return [table.columns(given, report)];
  });
}

function readErrorPipeline(
  node: PythonExpression | undefined,
  { report, places }: RowContext,
): SettingValue {
  if (node === undefined) return plain(null);
  places.set("error_pipeline", node);
  return readAny(node, "error_pipeline", report);
}

/** Values of parameters are text; a number stands for its digits. */
function readParameterValue(node: PythonExpression | undefined, report: Report): string | null {
  if (node?.kind === "number") return String(node.value);
  if (node?.kind === "boolean") return String(node.value);
  return readText(node, "value", report) ?? null;
}

function readAny(node: PythonExpression | undefined, name: string, report: Report): SettingValue {
  if (node === undefined) return plain(null);
  return compileRawValue(node, name, report) ?? plain(null);
}

function plain(value: string | boolean | null): SettingValue {
  return { value, expression: false };
}
