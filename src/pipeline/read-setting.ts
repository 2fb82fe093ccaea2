import { setOwn } from "../base/json.ts";
import type { JsonTree } from "./json-tree.ts";
import type { SettingContent, SettingRow, SettingValue } from "./model.ts";
import { flagOf, leafValue, memberOf, membersOf } from "./tree-access.ts";

/**
 * Reads one setting: `{ "value": …, "expression": … }`, and tolerantly what real files hold instead. A value without
 * its wrapper is taken as it is; `{}` is not set (null), as is an empty table spelled so; an object without a `value` is
 * a group without its wrapper. Where a row or a group's fields stand, an object is never taken for a wrapper, so that
 * columns may be called `value` and `expression`.
 */
export function readSetting(tree: JsonTree): SettingValue {
  if (tree.kind !== "object") return { value: contentOf(tree), expression: false };
  const value = memberOf(tree, "value");
  const flag = memberOf(tree, "expression");
  if (value !== undefined) return { value: contentOf(value), expression: flagOf(flag) };
  if (tree.members.length === 0) return { value: null, expression: false };
  const onlyFlag = tree.members.every(
    (member) => member.key === "expression" && member.value.kind === "leaf",
  );
  if (onlyFlag) return { value: null, expression: flagOf(flag) };
  return { value: readSettingRow(tree), expression: false };
}

/** Reads the settings of a Snap, the fields of a group or the cells of a row. */
export function readSettingRow(tree: JsonTree | undefined): SettingRow {
  const row: Record<string, SettingValue> = {};
  for (const member of membersOf(tree)) setOwn(row, member.key, readSetting(member.value));
  return row;
}

function contentOf(tree: JsonTree): SettingContent {
  if (tree.kind === "leaf") return leafValue(tree.text);
  if (tree.kind === "object") return readSettingRow(tree);
  return tree.items.map(readTableRow);
}

/** A row that is not an object (a list of plain values, in hand-written files) becomes a row with the cell `value`. */
function readTableRow(tree: JsonTree): SettingRow {
  return tree.kind === "object" ? readSettingRow(tree) : { value: readSetting(tree) };
}
