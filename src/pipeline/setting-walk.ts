import { getOwn } from "../base/json.ts";
import type { SettingContent, SettingRow, SettingValue } from "./model.ts";
import type { SettingShape } from "./snap-shape.ts";

/** A declared setting and what the file says about it. */
export interface SettingVisit {
  /** Dotted into groups and tables: `transformations.mappingTable[0].expression`. */
  readonly setting: string;
  readonly shape: SettingShape;
  /** `undefined` when the file does not have it. */
  readonly value: SettingValue | undefined;
  /** The row or settings that the value stands in. */
  readonly row: SettingRow;
}

/** Visits every declared setting, also inside groups and tables; blank rows are left out, unknown keys never visited. */
export function* walkSettings(
  row: SettingRow,
  shapes: Readonly<Record<string, SettingShape>>,
  prefix = "",
): Generator<SettingVisit> {
  for (const [key, shape] of Object.entries(shapes)) {
    const value = getOwn(row, key);
    const setting = prefix + key;
    yield { setting, shape, value, row };
    if (shape.kind === "group") {
      yield* walkSettings(fieldsOf(value?.value), shape.fields, `${setting}.`);
    } else if (shape.kind === "table") {
      for (const [index, cells] of tableOf(value?.value).entries()) {
        if (!isBlankRow(cells)) yield* walkSettings(cells, shape.columns, `${setting}[${index}].`);
      }
    }
  }
}

/** The rows of a table; none when it is not set or is no table. */
export function tableOf(content: SettingContent | undefined): readonly SettingRow[] {
  return isTable(content) ? content : [];
}

/** The fields of a group; none when it is not set or is no group. */
export function fieldsOf(content: SettingContent | undefined): SettingRow {
  const isGroup = typeof content === "object" && content !== null && !isTable(content);
  return isGroup ? content : {};
}

/** A row in which every cell is blank, as the stock rows of exports are: it counts as no row. */
export function isBlankRow(row: SettingRow): boolean {
  return Object.values(row).every((cell) => isBlank(cell));
}

/** Not in the file, null, or nothing but white space. */
export function isBlank(setting: SettingValue | undefined): boolean {
  const value = setting?.value ?? null;
  return value === null || (typeof value === "string" && value.trim() === "");
}

/** The value as text when it is a leaf and not blank. */
export function leafTextOf(setting: SettingValue | undefined): string | undefined {
  const value = setting?.value ?? null;
  return isBlank(setting) || value === null || typeof value === "object"
    ? undefined
    : String(value);
}

function isTable(content: unknown): content is readonly SettingRow[] {
  return Array.isArray(content);
}
