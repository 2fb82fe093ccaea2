import { getOwn, type JsonObject } from "../../base/json.ts";
import { nextNumber } from "../../pipeline/draft-json.ts";
import type { JsonTree } from "../../pipeline/json-tree.ts";
import type { SettingRow, SnapNode } from "../../pipeline/model.ts";
import { readSetting } from "../../pipeline/read-setting.ts";
import { fieldsOf } from "../../pipeline/setting-walk.ts";
import type { SnapShape } from "../../pipeline/snap-shape.ts";
import { leafValue, memberAt, memberOf } from "../../pipeline/tree-access.ts";
import { accountFields } from "./compile-account.ts";
import type { StatedView } from "./compile-views.ts";
import { rawRowText, settingArguments } from "./decompile-setting.ts";
import type { GridPosition } from "./lay-out.ts";
import type { ViewOwner } from "./implied-views.ts";
import { jsonDifference, withoutMembers } from "./json-difference.ts";
import { jsonObjectText } from "./json-text.ts";
import { usualSnapId } from "./mint-ids.ts";
import {
  argumentText,
  callText,
  listText,
  literal,
  type PythonText,
  quote,
} from "./python-text.ts";
import { executionModes, usualMode } from "./snap-statement.ts";
import { usualDetail } from "./usual-detail.ts";

/** A Snap with all that its constructor is printed from. */
export interface PrintedSnap {
  readonly snap: SnapNode;
  readonly index: number;
  /** The class that is printed; a raw block without one. */
  readonly shape: SnapShape | undefined;
  readonly views: ViewOwner | undefined;
  /** Its entry in `snap_map`, and in `detail_map`. */
  readonly tree: JsonTree | undefined;
  readonly detail: JsonTree | undefined;
  /** Whether its place is said, because it is not where compiling would put it. */
  readonly placed: boolean;
}

/** The constructor of a Snap. */
export function snapText(printed: PrintedSnap): PythonText {
  const { snap, shape } = printed;
  const mode = modeOf(snap.settings, shape);
  const settings = mode.said ? withoutSetting(snap.settings, "execution_mode") : snap.settings;
  const own =
    shape === undefined
      ? rawSettings(settings)
      : settingArguments(settings, shape.settings, shape.name);
  const callee = shape === undefined ? "Raw" : shape.name;
  return callText(callee, [
    ...(shape === undefined ? [quote(snap.classId)] : []),
    argumentText("label", quote(snap.label)),
    ...own,
    ...(snap.notes === "" ? [] : [argumentText("notes", quote(snap.notes))]),
    ...mode.argument,
    ...(snap.errorBehavior === "fail"
      ? []
      : [argumentText("error_behavior", quote(snap.errorBehavior))]),
    ...viewArguments(printed.views),
    ...accountArgument(printed.tree),
    ...identityArguments(printed),
    ...layoutArguments(printed),
    ...propertyArguments(printed),
  ]);
}

function rawSettings(settings: SettingRow): readonly PythonText[] {
  return Object.keys(settings).length === 0 ? [] : [argumentText("settings", rawRowText(settings))];
}

/** The argument for the execution mode; what is not one of the three modes stays among the settings. */
function modeOf(
  settings: SettingRow,
  shape: SnapShape | undefined,
): { readonly said: boolean; readonly argument: readonly PythonText[] } {
  const setting = getOwn(settings, "execution_mode");
  const usual = shape === undefined ? undefined : usualMode(shape);
  if (setting === undefined) {
    return {
      said: true,
      argument: usual === undefined ? [] : [argumentText("execution_mode", "None")],
    };
  }
  const mode = executionModes.find((one) => one === setting.value);
  if (mode === undefined || setting.expression) return { said: false, argument: [] };
  return {
    said: true,
    argument: mode === usual ? [] : [argumentText("execution_mode", quote(mode))],
  };
}

function withoutSetting(settings: SettingRow, name: string): SettingRow {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name));
}

function viewArguments(owner: ViewOwner | undefined): readonly PythonText[] {
  const sides = [
    ["inputs", owner?.inputs],
    ["outputs", owner?.outputs],
    ["error_views", owner?.errorViews],
  ] as const;
  return sides.flatMap(([name, views]) =>
    views === undefined ? [] : [argumentText(name, listText(views.map(viewText)))],
  );
}

function viewText({ id, label, type }: StatedView): PythonText {
  if (label === id && type === undefined) return quote(id);
  return callText("View", [
    argumentText("id", quote(id)),
    ...(label === id ? [] : [argumentText("label", quote(label))]),
    ...(type === undefined ? [] : [argumentText("type", quote(type))]),
  ]);
}

/** A reference in plain text counts as the label of the account; one that names nothing is left out. */
function accountArgument(tree: JsonTree | undefined): readonly PythonText[] {
  const reference = memberAt(tree, "property_map", "account", "account_ref");
  if (reference === undefined) return [];
  const setting = readSetting(reference);
  if (typeof setting.value === "string" && setting.value.trim() !== "") {
    const text = quote(setting.value);
    const account = setting.expression
      ? callText("Expr", [text])
      : callText("Account", [argumentText("label", text)]);
    return [argumentText("account", account)];
  }
  const fields = fieldsOf(setting.value);
  const given = accountFields.flatMap((field) => {
    const value = getOwn(fields, field)?.value ?? null;
    return value === null || typeof value === "object" ? [] : [[field, String(value)] as const];
  });
  if (given.every(([, text]) => text === "")) return [];
  const named = given.map(([field, text]) => argumentText(field, quote(text)));
  return [argumentText("account", callText("Account", named))];
}

function identityArguments({ snap, shape, index }: PrintedSnap): readonly PythonText[] {
  return [
    ...(snap.version === (shape?.version ?? 1)
      ? []
      : [argumentText("version", literal(snap.version))]),
    ...(snap.id === usualSnapId(index) ? [] : [argumentText("snap_id", quote(snap.id))]),
  ];
}

function layoutArguments({ detail, index, placed }: PrintedSnap): readonly PythonText[] {
  if (detail === undefined) return [];
  const position = gridPosition(detail);
  const rest =
    position === undefined ? detail : withoutMembers(detail, ["grid_x_int", "grid_y_int"]);
  const [column, row] = position ?? [];
  return [
    ...(placed && column !== undefined && row !== undefined
      ? [argumentText("position", `(${literal(column)}, ${literal(row)})`)]
      : []),
    ...jsonArgument("raw_layout", jsonDifference(rest, usualDetail(index, [0, 0]))),
  ];
}

/** The place of a Snap by its entry in `detail_map`. */
export function gridPosition(detail: JsonTree | undefined): GridPosition | undefined {
  const column = numberOf(memberOf(detail, "grid_x_int"));
  const row = numberOf(memberOf(detail, "grid_y_int"));
  return column === undefined || row === undefined ? undefined : [column, row];
}

function numberOf(tree: JsonTree | undefined): number | undefined {
  const value = tree?.kind === "leaf" ? leafValue(tree.text) : undefined;
  return typeof value === "number" ? value : undefined;
}

const modelled = ["settings", "input", "output", "error", "account", "view_serial"];

function propertyArguments({ tree, snap }: PrintedSnap): readonly PythonText[] {
  const properties = memberOf(tree, "property_map");
  const serial = numberOf(memberOf(properties, "view_serial"));
  const counted = nextNumber([...snap.inputs, ...snap.outputs].map((view) => view.id));
  const info = jsonDifference(withoutMembers(memberOf(properties, "info"), ["label", "notes"]), {});
  const more: JsonObject = {
    ...jsonDifference(withoutMembers(properties, ["info", ...modelled]), {}),
    ...(Object.keys(info).length === 0 ? {} : { info }),
    ...(serial !== undefined && serial > counted ? { view_serial: serial } : {}),
  };
  return jsonArgument("raw_properties", more);
}

/** `name={…}`, or nothing when the object is empty. */
export function jsonArgument(name: string, json: JsonObject): readonly PythonText[] {
  return Object.keys(json).length === 0 ? [] : [argumentText(name, jsonObjectText(json))];
}
