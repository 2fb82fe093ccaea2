import { setOwn, type JsonObject } from "../../base/json.ts";
import type { Span } from "../../base/finding.ts";
import type { ErrorBehavior, SettingRow, SettingValue } from "../../pipeline/model.ts";
import type { SnapShape } from "../../pipeline/snap-shape.ts";
import { compileAccount } from "./compile-account.ts";
import type { CompileContext } from "./compile-context.ts";
import { compileRawRow } from "./compile-raw.ts";
import { compileSettings, settingNames } from "./compile-setting.ts";
import { compileViews, type StatedView } from "./compile-views.ts";
import { describeNode } from "./describe-node.ts";
import { nestedSetting } from "./nested-setting.ts";
import type { PythonCall, PythonExpression } from "./python-tree.ts";
import { readArguments } from "./read-arguments.ts";
import {
  readInteger,
  readJsonObject,
  readList,
  readText,
  readWord,
  reportMissing,
  reportValue,
} from "./read-values.ts";
import type { Report } from "./slpy-finding.ts";

/** What one `variable = Class(…)` says; what it leaves open follows from the whole text. */
export interface SnapStatement {
  readonly variable: string;
  readonly span: Span;
  readonly classId: string;
  /** Undefined for a raw block of a class that is not known. */
  readonly shape: SnapShape | undefined;
  readonly version: number;
  readonly label: string | undefined;
  readonly notes: string;
  readonly snapId: string | undefined;
  readonly settings: SettingRow;
  readonly inputs: readonly StatedView[] | undefined;
  readonly outputs: readonly StatedView[] | undefined;
  readonly errorViews: readonly StatedView[] | undefined;
  readonly errorBehavior: ErrorBehavior;
  readonly account: SettingValue | undefined;
  readonly position: readonly [number, number] | undefined;
  readonly layout: JsonObject;
  readonly more: JsonObject;
  /** Where each argument and setting stands, by its name and by its place as in findings. */
  readonly arguments: ReadonlyMap<string, PythonExpression>;
  readonly places: ReadonlyMap<string, PythonExpression>;
}

/** The arguments that every Snap has. */
export const commonArguments = [
  "label",
  "notes",
  "execution_mode",
  "error_behavior",
  "inputs",
  "outputs",
  "error_views",
  "account",
  "pm_account",
  "version",
  "snap_id",
  "position",
  "raw",
  "raw_layout",
  "raw_properties",
] as const;

const errorBehaviors: readonly ErrorBehavior[] = ["fail", "continue", "ignore", "none"];
export const executionModes = ["Validate & Execute", "Execute only", "Disabled"] as const;

/** Reads the constructor of a known class. */
export function readSnapStatement(
  variable: string,
  call: PythonCall,
  shape: SnapShape,
  parameters: ReadonlySet<string>,
  { report }: CompileContext,
): SnapStatement {
  const names = ["label", ...settingNames(shape.settings), ...commonArguments.slice(1)];
  const elsewhere = (name: string): string | undefined =>
    nestedSetting(name, shape.settings, shape.name);
  const given = readArguments(call, { callee: shape.name, names, elsewhere }, report);
  const places = new Map<string, PythonExpression>();
  const settings = compileSettings(given, shape.settings, {
    className: shape.name,
    report,
    parameters,
    places,
  });
  return {
    ...readCommon(variable, call, given, places, report),
    classId: shape.classId,
    shape,
    version: readInteger(given.get("version"), "version", report) ?? shape.version,
    settings: withMode(settings, given.get("execution_mode"), usualMode(shape), report),
  };
}

/** Reads `Raw("class-id", version=…, settings={…})`. */
export function readRawStatement(
  variable: string,
  call: PythonCall,
  { report, shapes }: CompileContext,
): SnapStatement {
  const names = ["class_id", "settings", ...commonArguments.filter((name) => name !== "raw")];
  const given = readArguments(call, { callee: "Raw", names, positional: ["class_id"] }, report);
  const places = new Map<string, PythonExpression>();
  const classId = readText(given.get("class_id"), "class_id", report);
  if (!given.has("class_id") || classId === "") {
    reportMissing(call, "Raw", 'the class id first: Raw("com-…")', report);
  }
  const settings = given.get("settings");
  const row = settings === undefined ? {} : compileRawRow(settings, "settings", report, places);
  return {
    ...readCommon(variable, call, given, places, report),
    classId: classId ?? "",
    shape: shapes.get(classId ?? ""),
    version: readInteger(given.get("version"), "version", report) ?? 1,
    settings: withMode(row, given.get("execution_mode"), undefined, report),
  };
}

/** The mode that a Snap has when nothing is said. */
export function usualMode(shape: SnapShape): string {
  return shape.category === "write" ? "Execute only" : "Validate & Execute";
}

function readCommon(
  variable: string,
  call: PythonCall,
  given: ReadonlyMap<string, PythonExpression>,
  places: Map<string, PythonExpression>,
  report: Report,
): Omit<SnapStatement, "classId" | "shape" | "version" | "settings"> {
  const text = (name: string): string | undefined => readText(given.get(name), name, report);
  const views = (name: string): readonly StatedView[] | undefined =>
    compileViews(given.get(name), name, report);
  return {
    variable,
    span: call.span,
    label: text("label"),
    notes: text("notes") ?? "",
    snapId: text("snap_id"),
    inputs: views("inputs"),
    outputs: views("outputs"),
    errorViews: views("error_views"),
    errorBehavior:
      readWord(given.get("error_behavior"), "error_behavior", errorBehaviors, report) ?? "fail",
    account: compileAccount(given.get("account") ?? given.get("pm_account"), report),
    position: readPosition(given.get("position"), report),
    layout: readJsonObject(given.get("raw_layout"), "raw_layout", report),
    more: readJsonObject(given.get("raw_properties"), "raw_properties", report),
    arguments: given,
    places,
  };
}

/** `execution_mode` is a setting in the SLP; `None` leaves it out. */
function withMode(
  settings: SettingRow,
  node: PythonExpression | undefined,
  usual: string | undefined,
  report: Report,
): SettingRow {
  if (node?.kind === "none" || Object.hasOwn(settings, "execution_mode")) return settings;
  const mode = readWord(node, "execution_mode", executionModes, report) ?? usual;
  if (mode === undefined) return settings;
  const row: Record<string, SettingValue> = {
    execution_mode: { value: mode, expression: false },
  };
  for (const [key, value] of Object.entries(settings)) setOwn(row, key, value);
  return row;
}

function readPosition(
  node: PythonExpression | undefined,
  report: Report,
): readonly [number, number] | undefined {
  const items = readList(node, "position", "two numbers: (column, row)", report);
  if (items === undefined || node === undefined) return undefined;
  const [column, row] = items;
  if (items.length === 2 && column?.kind === "number" && row?.kind === "number") {
    return [Number(column.value), Number(row.value)];
  }
  return reportValue(
    node,
    "position",
    `two numbers: (column, row), not ${describeNode(node)}`,
    report,
  );
}
