import { setOwn } from "../../base/json.ts";
import type { SettingContent, SettingRow, SettingValue } from "../../pipeline/model.ts";
import { dottedName } from "./describe-node.ts";
import type { PythonCall, PythonExpression } from "./python-tree.ts";
import { readArguments } from "./read-arguments.ts";
import { readText, reportValue } from "./read-values.ts";
import type { Report } from "./slpy-finding.ts";

/** A setting without a declaration: a literal, `Expr(…)`, a dictionary as a group, a list of dictionaries as a table. */
export function compileRawValue(
  node: PythonExpression,
  name: string,
  report: Report,
  places?: Map<string, PythonExpression>,
  path = "",
): SettingValue | undefined {
  if (node.kind === "call") {
    const inner = unwrap(node, name, report);
    if (inner === undefined) return undefined;
    const content = compileContent(inner.node, name, report, places, path);
    return content === undefined ? undefined : { value: content, expression: inner.expression };
  }
  const content = compileContent(node, name, report, places, path);
  return content === undefined ? undefined : { value: content, expression: false };
}

/** A dictionary of settings by their key in the SLP. */
export function compileRawRow(
  node: PythonExpression,
  name: string,
  report: Report,
  places?: Map<string, PythonExpression>,
  prefix = "",
): SettingRow {
  if (node.kind !== "dictionary") {
    if (node.kind !== "none")
      reportValue(node, name, 'a dictionary: {"settingKey": "value"}', report);
    return {};
  }
  const row: Record<string, SettingValue> = {};
  for (const [keyNode, valueNode] of node.entries) {
    const key = readText(keyNode, `a key of ${name}`, report);
    if (key === undefined) continue;
    places?.set(prefix + key, valueNode);
    const value = compileRawValue(valueNode, `${name}["${key}"]`, report, places, prefix + key);
    if (value !== undefined) setOwn(row, key, value);
  }
  return row;
}

function unwrap(
  call: PythonCall,
  name: string,
  report: Report,
): { node: PythonExpression; expression: boolean } | undefined {
  const callee = dottedName(call.callee);
  if (callee !== "Expr" && callee !== "Plain") {
    return reportValue(call, name, 'a literal value or Expr("…")', report);
  }
  const given = readArguments(call, { callee, names: ["value"], positional: ["value"] }, report);
  const node = given.get("value");
  if (node === undefined) {
    return call.arguments.length > 0
      ? undefined
      : reportValue(call, name, `the value in brackets: ${callee}("…")`, report);
  }
  return { node, expression: callee === "Expr" };
}

function compileContent(
  node: PythonExpression,
  name: string,
  report: Report,
  places: Map<string, PythonExpression> | undefined,
  path: string,
): SettingContent | undefined {
  switch (node.kind) {
    case "string":
    case "number":
    case "boolean":
      return node.value;
    case "none":
      return null;
    case "dictionary":
      return compileRawRow(node, name, report, places, `${path}.`);
    case "list":
    case "tuple":
      return node.items.map((item, index) =>
        compileRawRow(item, `${name}[${index}]`, report, places, `${path}[${index}].`),
      );
    case "refused":
      return undefined;
    default:
      return reportValue(
        node,
        name,
        'a literal value, Expr("…"), a dictionary, or a list of dictionaries',
        report,
      );
  }
}
