import { getOwn } from "../../base/json.ts";
import type { SettingContent, SettingRow, SettingValue } from "../../pipeline/model.ts";
import type { SettingShape } from "../../pipeline/snap-shape.ts";
import {
  argumentText,
  callText,
  dictionaryText,
  listText,
  literal,
  type PythonText,
} from "./python-text.ts";
import { settingKeys, slpyGroupName, slpyItemName } from "./slpy-name.ts";

/** The arguments for a row of settings: declared ones by name, all others in `raw`. */
export function settingArguments(
  row: SettingRow,
  shapes: Readonly<Record<string, SettingShape>>,
  className: string,
): readonly PythonText[] {
  const printed: PythonText[] = [];
  const done = new Set<string>();
  for (const [name, key] of settingKeys(shapes)) {
    const value = getOwn(row, key);
    const shape = getOwn(shapes, key);
    if (value === undefined || shape === undefined) continue;
    const text = settingText(value, key, shape, className);
    if (text === undefined) continue;
    printed.push(argumentText(name, text));
    done.add(key);
  }
  const rest = Object.entries(row).filter(([key]) => !done.has(key));
  if (rest.length > 0) printed.push(argumentText("raw", rawRowText(Object.fromEntries(rest))));
  return printed;
}

/** The text of a declared setting; `undefined` when it holds what only `raw` can say. */
function settingText(
  setting: SettingValue,
  key: string,
  shape: SettingShape,
  className: string,
): PythonText | undefined {
  const { value, expression } = setting;
  if (shape.kind === "table" || shape.kind === "group") {
    if (expression) return undefined;
    if (value === null) return "None";
    if (typeof value !== "object") return undefined;
    if (shape.kind === "table") {
      const item = `${className}.${slpyItemName(key)}`;
      return isTable(value)
        ? listText(
            value.map((row) => callText(item, settingArguments(row, shape.columns, className))),
          )
        : undefined;
    }
    const group = `${className}.${slpyGroupName(key)}`;
    return isTable(value)
      ? undefined
      : callText(group, settingArguments(value, shape.fields, className));
  }
  if (value !== null && typeof value === "object") return undefined;
  if (expression) return callText("Expr", [literal(value)]);
  const flaggedOtherwise = shape.kind === "expression" && typeof value === "string";
  return flaggedOtherwise ? callText("Plain", [literal(value)]) : literal(value);
}

/** A row as a dictionary by the keys of the SLP. */
export function rawRowText(row: SettingRow): PythonText {
  return dictionaryText(Object.entries(row).map(([key, value]) => [key, rawText(value)]));
}

/** A setting without a declaration. */
export function rawText({ value, expression }: SettingValue): PythonText {
  const content = contentText(value);
  return expression ? callText("Expr", [content]) : content;
}

function contentText(content: SettingContent): PythonText {
  if (content === null || typeof content !== "object") return literal(content);
  return isTable(content) ? listText(content.map(rawRowText)) : rawRowText(content);
}

function isTable(content: object): content is readonly SettingRow[] {
  return Array.isArray(content);
}
