import { getOwn } from "../../base/json.ts";
import type { Pipeline, SettingRow } from "../../pipeline/model.ts";
import { readSettingRow } from "../../pipeline/read-setting.ts";
import { isBlank } from "../../pipeline/setting-walk.ts";
import { memberAt, memberOf, textOf } from "../../pipeline/tree-access.ts";
import { rawRowText, rawText } from "./decompile-setting.ts";
import { jsonArgument } from "./decompile-snap.ts";
import { jsonDifference, withoutMembers } from "./json-difference.ts";
import {
  argumentText,
  callText,
  listText,
  literal,
  type PythonText,
  quote,
} from "./python-text.ts";

/** The docstring, `Pipeline(…)` and what is assigned to it. */
export interface PipelineText {
  readonly docstring: string | undefined;
  readonly constructor: PythonText;
  readonly attributes: readonly (readonly [name: string, value: PythonText])[];
}

export function pipelineText(pipeline: Pipeline): PipelineText {
  const { label, author, notes, purpose, tree } = pipeline;
  const settings = readSettingRow(memberAt(tree, "property_map", "settings"));
  const asDocstring = purpose !== "" && purpose.trim() === purpose;
  const tables = attributesOf(settings);
  const suspendable = getOwn(settings, "suspendable");
  const isSuspendable = suspendable?.value === true && !suspendable.expression;
  const rest = Object.entries(settings).filter(
    ([key]) => !tables.done.has(key) && !(key === "suspendable" && isSuspendable),
  );
  return {
    docstring: asDocstring ? purpose : undefined,
    constructor: callText("Pipeline", [
      argumentText("label", quote(label)),
      ...textArgument("author", author),
      ...textArgument("notes", notes),
      ...(asDocstring ? [] : textArgument("purpose", purpose)),
      ...(isSuspendable ? [argumentText("suspendable", "True")] : []),
      ...renderArguments(pipeline),
      ...(rest.length === 0 ? [] : [argumentText("raw", rawRowText(Object.fromEntries(rest)))]),
      ...jsonArgument("raw_properties", moreOf(pipeline)),
    ]),
    attributes: tables.attributes,
  };
}

function textArgument(name: string, value: string): readonly PythonText[] {
  return value === "" ? [] : [argumentText(name, quote(value))];
}

/** How the rows of a table are printed: the class of a row, and its argument for each column. */
interface PrintedTable {
  readonly key: string;
  readonly attribute: string;
  readonly item: string;
  /** Column, argument, and the value that goes without saying. */
  readonly columns: readonly (readonly [column: string, argument: string, usual: unknown])[];
}

const printedTables: readonly PrintedTable[] = [
  {
    key: "param_table",
    attribute: "param_table",
    item: "Param",
    columns: [
      ["key", "key", undefined],
      ["value", "value", undefined],
      ["required", "required", false],
      ["description", "description", ""],
      ["capture", "capture", false],
      ["data_type", "data_type", "string"],
    ],
  },
  {
    key: "imports",
    attribute: "expression_libraries",
    item: "Library",
    columns: [
      ["path", "path", undefined],
      ["as", "name", null],
    ],
  },
  {
    key: "error_param_table",
    attribute: "error_param_table",
    item: "Param",
    columns: [
      ["key", "key", undefined],
      ["value", "value", undefined],
    ],
  },
];

/** The settings that have an attribute of their own; a table that its class cannot say in full is left to `raw`. */
function attributesOf(settings: SettingRow): {
  readonly done: ReadonlySet<string>;
  readonly attributes: readonly (readonly [string, PythonText])[];
} {
  const done = new Set<string>();
  const attributes: (readonly [string, PythonText])[] = [];
  for (const table of printedTables) {
    const setting = getOwn(settings, table.key);
    if (setting === undefined) continue;
    const { value, expression } = setting;
    if (value !== null && (!isTable(value) || expression)) continue;
    const rows = value ?? [];
    if (!rows.every((row) => canPrint(row, table))) continue;
    done.add(table.key);
    if (rows.length > 0) {
      attributes.push([table.attribute, listText(rows.map((row) => rowText(row, table)))]);
    }
  }
  const errorPipeline = getOwn(settings, "error_pipeline");
  if (errorPipeline !== undefined) {
    done.add("error_pipeline");
    if (!isBlank(errorPipeline)) attributes.push(["error_pipeline", rawText(errorPipeline)]);
  }
  return { done, attributes };
}

/** Whether the row has its first column, no others than known ones, and in those what the class takes. */
function canPrint(row: SettingRow, { key, columns }: PrintedTable): boolean {
  const free = key === "param_table" ? "" : key === "imports" ? "path" : "value";
  return Object.entries(row).every(([column, { value, expression }]) => {
    const rule = columns.find(([name]) => name === column);
    if (rule === undefined) return false;
    if (column === free) return true;
    if (expression || typeof value === "object")
      return !expression && value === null && column !== "key";
    if (column === "required" || column === "capture") return typeof value === "boolean";
    return column === "value" || typeof value === "string";
  });
}

function rowText(row: SettingRow, { item, columns }: PrintedTable): PythonText {
  const given = columns.flatMap(([column, name, usual]) => {
    const cell = getOwn(row, column);
    if (cell === undefined) return column === "key" ? [argumentText(name, quote(""))] : [];
    const { value, expression } = cell;
    const said = !expression && (value === usual || (value === null && usual !== undefined));
    return said ? [] : [argumentText(name, rawText(cell))];
  });
  return callText(item, given);
}

function renderArguments({ tree }: Pipeline): readonly PythonText[] {
  const render = withoutMembers(memberOf(tree, "render_map"), ["detail_map"]);
  const snaplex = memberOf(render, "default_snaplex");
  const named = snaplex?.kind === "leaf" && snaplex.text.startsWith('"');
  const rest = named ? withoutMembers(render, ["default_snaplex"]) : render;
  return [
    ...(named ? [argumentText("default_snaplex", literal(textOf(snaplex) ?? ""))] : []),
    ...jsonArgument(
      "raw_render",
      jsonDifference(rest, { scale_ratio: 1, pan_x_num: 0, pan_y_num: 0 }),
    ),
  ];
}

/** What is modelled, what is derived, what only the API writes, and caches that the Designer makes anew. */
const leftOut = [
  "link_map",
  "link_serial",
  "property_map",
  "render_map",
  "snap_map",
  "ai_map",
  "class_map",
  "snap_history",
  "class_fqid",
  "class_build_tag",
  "instance_id",
  "instance_fqid",
  "instance_version",
  "snode_id",
  "path_id",
  "path_snode",
];

function moreOf({ tree }: Pipeline): ReturnType<typeof jsonDifference> {
  const properties = memberOf(tree, "property_map");
  const info = withoutMembers(memberOf(properties, "info"), [
    "label",
    "author",
    "notes",
    "purpose",
  ]);
  const inside = {
    ...jsonDifference(
      withoutMembers(properties, ["info", "settings", "input", "output", "instance_version"]),
      {
        error: { error_behavior: { value: "none" } },
      },
    ),
    ...wrap("info", jsonDifference(info, {})),
  };
  return {
    ...jsonDifference(withoutMembers(tree, leftOut), {
      class_id: "com-snaplogic-pipeline",
      class_version: 9,
    }),
    ...wrap("property_map", inside),
  };
}

function wrap(
  key: string,
  json: ReturnType<typeof jsonDifference>,
): ReturnType<typeof jsonDifference> {
  return Object.keys(json).length === 0 ? {} : { [key]: json };
}

function isTable(content: unknown): content is readonly SettingRow[] {
  return Array.isArray(content);
}
