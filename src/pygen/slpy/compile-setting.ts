import { getOwn, setOwn } from "../../base/json.ts";
import type { SettingRow, SettingValue } from "../../pipeline/model.ts";
import type { SettingShape } from "../../pipeline/snap-shape.ts";
import { compileRawRow, compileRawValue } from "./compile-raw.ts";
import { describeNode, dottedName } from "./describe-node.ts";
import { warnOfExpression } from "./expression-as-text.ts";
import type { PythonCall, PythonExpression } from "./python-tree.ts";
import { readArguments } from "./read-arguments.ts";
import { reportValue } from "./read-values.ts";
import type { Report } from "./slpy-finding.ts";
import { settingKeys, slpyGroupName, slpyItemName, slpyName } from "./slpy-name.ts";

/** Where the settings of one Snap are compiled. */
export interface SettingContext {
  /** `FlowRouter`. */
  readonly className: string;
  readonly report: Report;
  /** Names of the pipeline's parameters. */
  readonly parameters: ReadonlySet<string>;
  /** Where each setting stands, dotted as in findings: `routes[0].expression`. */
  readonly places: Map<string, PythonExpression>;
}

/** The settings that `given` arguments stand for, with `raw` ones for what is not declared. */
export function compileSettings(
  given: ReadonlyMap<string, PythonExpression>,
  shapes: Readonly<Record<string, SettingShape>>,
  context: SettingContext,
  prefix = "",
): SettingRow {
  const row: Record<string, SettingValue> = {};
  for (const [name, key] of settingKeys(shapes)) {
    const node = given.get(name);
    const shape = getOwn(shapes, key);
    if (node === undefined || shape === undefined) continue;
    const path = prefix + key;
    context.places.set(path, node);
    const value = compileSetting(node, key, shape, path, context);
    if (value !== undefined) setOwn(row, key, value);
  }
  const raw = given.get("raw");
  if (raw !== undefined) {
    const more = compileRawRow(raw, "raw", context.report, context.places, prefix);
    for (const [key, value] of Object.entries(more)) setOwn(row, key, value);
  }
  return row;
}

/** The names of the arguments for `shapes`. */
export function settingNames(shapes: Readonly<Record<string, SettingShape>>): string[] {
  return [...settingKeys(shapes).keys()];
}

function compileSetting(
  node: PythonExpression,
  key: string,
  shape: SettingShape,
  path: string,
  context: SettingContext,
): SettingValue | undefined {
  if (node.kind === "refused") return undefined;
  if (shape.kind === "table") return compileTable(node, key, shape, path, context);
  if (shape.kind === "group") return compileGroup(node, key, shape, path, context);
  const name = slpyName(key);
  switch (node.kind) {
    case "string":
      warnOfExpression(node, name, shape, context.parameters, context.report);
      return { value: node.value, expression: shape.kind === "expression" };
    case "number":
    case "boolean":
      return { value: node.value, expression: false };
    case "none":
      return { value: null, expression: false };
    case "call":
      if (isWrapper(node)) return compileRawValue(node, name, context.report);
      return reportValue(node, name, expectedOf(shape), context.report);
    case "name":
    case "member":
      return reportName(node, name, shape, context.report);
    default:
      return reportValue(node, name, expectedOf(shape), context.report);
  }
}

function compileTable(
  node: PythonExpression,
  key: string,
  shape: Extract<SettingShape, { kind: "table" }>,
  path: string,
  context: SettingContext,
): SettingValue | undefined {
  if (node.kind === "none") return { value: null, expression: false };
  const item = `${context.className}.${slpyItemName(key)}`;
  const expected = `a list of rows: [${item}(${settingNames(shape.columns)[0] ?? ""}=…)]`;
  if (node.kind !== "list" && node.kind !== "tuple") {
    return reportValue(node, slpyName(key), expected, context.report);
  }
  const rows = node.items.map((row, index) => {
    const place = `${path}[${index}]`;
    context.places.set(place, row);
    return compileFields(row, item, shape.columns, `${place}.`, context);
  });
  return { value: rows.filter((row) => row !== undefined), expression: false };
}

function compileGroup(
  node: PythonExpression,
  key: string,
  shape: Extract<SettingShape, { kind: "group" }>,
  path: string,
  context: SettingContext,
): SettingValue | undefined {
  if (node.kind === "none") return { value: null, expression: false };
  const name = `${context.className}.${slpyGroupName(key)}`;
  const value = compileFields(node, name, shape.fields, `${path}.`, context);
  return value === undefined ? undefined : { value, expression: false };
}

/** `Class.Item(…)`: a row of a table or the fields of a group. */
function compileFields(
  node: PythonExpression,
  name: string,
  shapes: Readonly<Record<string, SettingShape>>,
  prefix: string,
  context: SettingContext,
): SettingRow | undefined {
  if (node.kind === "refused") return undefined;
  const names = settingNames(shapes);
  const example = `${name}(${names.map((one) => `${one}=…`).join(", ")})`;
  if (node.kind !== "call") {
    const place = slpyPlace(prefix);
    return reportValue(node, place, `\`${example}\``, context.report);
  }
  const found = dottedName(node.callee);
  if (found !== name) {
    const last = found?.split(".").at(-1);
    context.report({
      code: "slpy-wrong-item",
      span: node.callee.span,
      error: `Here stands \`${name}\`, not ${describeNode(node.callee)}.`,
      reason: `Expected \`${example}\`; found \`${found ?? "…"}(…)\`.`,
      resolution: `Write \`${name}(\`${last === name.split(".").at(-1) ? ": the class of the Snap goes before the dot" : ""}.`,
      fix: { summary: `Write ${name}`, replacement: name },
    });
  }
  const given = readArguments(node, { callee: name, names: [...names, "raw"] }, context.report);
  return compileSettings(given, shapes, context, prefix);
}

/** `transformations.mappingTable[0].` as `mapping_table[0]`. */
function slpyPlace(prefix: string): string {
  const [, key = "", index = ""] = /([^.[\]]+)(\[\d+\])?\.$/.exec(prefix) ?? [];
  return `${slpyName(key)}${index}`;
}

function isWrapper(node: PythonCall): boolean {
  const name = dottedName(node.callee);
  return name === "Expr" || name === "Plain";
}

const words: Readonly<Record<string, string>> = {
  true: "True",
  false: "False",
  null: "None",
  undefined: "None",
};

function reportName(
  node: Extract<PythonExpression, { kind: "name" | "member" }>,
  name: string,
  shape: SettingShape,
  report: Report,
): undefined {
  const option = shape.kind === "choice" && shape.options.includes(node.name);
  const word = option ? JSON.stringify(node.name) : getOwn(words, node.name);
  reportValue(node, name, expectedOf(shape), report, word);
}

function expectedOf(shape: SettingShape): string {
  switch (shape.kind) {
    case "integer":
      return "a whole number";
    case "flag":
      return "True or False";
    case "expression":
      return 'an expression: Expr("…")';
    case "choice":
      return `one of ${shape.options.map((option) => `"${option}"`).join(", ")}`;
    default:
      return shape.expression === "none" ? "text in quotes" : 'text in quotes, or Expr("…")';
  }
}
