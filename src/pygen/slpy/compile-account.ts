import { setOwn } from "../../base/json.ts";
import type { SettingValue } from "../../pipeline/model.ts";
import { compileRawValue } from "./compile-raw.ts";
import { dottedName } from "./describe-node.ts";
import type { PythonExpression } from "./python-tree.ts";
import { readArguments } from "./read-arguments.ts";
import { readText, reportValue } from "./read-values.ts";
import type { Report } from "./slpy-finding.ts";

/** The fields of an account reference, in the order of `Account(…)`. */
export const accountFields = ["ref_class_id", "label", "ref_id"] as const;

/** The `account_ref` that `Account(…)` or `Expr("…")` stands for. */
export function compileAccount(
  node: PythonExpression | undefined,
  report: Report,
): SettingValue | undefined {
  if (node === undefined || node.kind === "none" || node.kind === "refused") return undefined;
  const callee = node.kind === "call" ? dottedName(node.callee) : undefined;
  if (node.kind === "call" && callee === "Expr") return compileRawValue(node, "account", report);
  if (node.kind !== "call" || callee !== "Account") {
    const fix = node.kind === "string" ? `Account(label=${JSON.stringify(node.value)})` : undefined;
    return reportValue(
      node,
      "account",
      'Account(label="../shared/Warehouse") or Expr("_account")',
      report,
      fix,
    );
  }
  const given = readArguments(
    node,
    { callee: "Account", names: accountFields, positional: accountFields },
    report,
  );
  const row: Record<string, SettingValue> = {};
  for (const field of accountFields) {
    const value = readText(given.get(field), field, report) ?? null;
    if (value !== null || field !== "ref_class_id")
      setOwn(row, field, { value, expression: false });
  }
  return { value: row, expression: false };
}
