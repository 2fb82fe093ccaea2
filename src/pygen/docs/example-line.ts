import { getOwn, isObject } from "../../base/json.ts";
import type { ExampleSetting, SnapDefinition, SnapExample } from "../../engine/define-snap.ts";
import type { SettingShape } from "../../pipeline/snap-shape.ts";
import { slpyGroupName, slpyItemName, slpyName } from "../slpy/slpy-name.ts";

type Shapes = Readonly<Record<string, SettingShape>>;

/** An example of a Snap as one line of SLPy: `FlowFilter(filter_expression=Expr("$n > 1"))`. */
export function exampleLine(snap: SnapDefinition, example: SnapExample): string {
  const views = (["inputs", "outputs"] as const).flatMap((side) => {
    const labels = example[side];
    return labels === undefined ? [] : [`${side}=${JSON.stringify(labels)}`];
  });
  const settings = fields(snap.name, snap.settings, example.settings ?? {});
  return `${snap.name}(${[...settings, ...views].join(", ")})`;
}

function fields(
  snap: string,
  shapes: Shapes,
  settings: Readonly<Record<string, ExampleSetting>>,
): string[] {
  return Object.entries(settings).map(
    ([key, value]) => `${slpyName(key)}=${valueText(snap, key, getOwn(shapes, key), value)}`,
  );
}

function valueText(
  snap: string,
  key: string,
  shape: SettingShape | undefined,
  value: ExampleSetting,
): string {
  if (isRows(value)) {
    const columns = shape?.kind === "table" ? shape.columns : {};
    const name = `${snap}.${slpyItemName(key)}`;
    return `[${value.map((row) => `${name}(${fields(snap, columns, row).join(", ")})`).join(", ")}]`;
  }
  if (isObject(value)) {
    const { expression } = value;
    if (typeof expression === "string" && Object.keys(value).length === 1) return expr(expression);
    const inner = shape?.kind === "group" ? shape.fields : {};
    return `${snap}.${slpyGroupName(key)}(${fields(snap, inner, value).join(", ")})`;
  }
  if (shape?.kind === "expression" && typeof value === "string") return expr(value);
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return JSON.stringify(value);
}

function isRows(
  value: ExampleSetting,
): value is readonly Readonly<Record<string, ExampleSetting>>[] {
  return Array.isArray(value);
}

function expr(source: string): string {
  return `Expr(${JSON.stringify(source)})`;
}
