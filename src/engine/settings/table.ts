import { believe } from "../../base/believe.ts";
import type { SettingRow } from "../../pipeline/model.ts";
import { isBlankRow } from "../../pipeline/setting-walk.ts";
import {
  withSetting,
  type BindContext,
  type BoundSettings,
  type Setting,
  type Settings,
} from "../setting.ts";

/** Rows of further settings. A row in which every column is blank is skipped, as stock rows of exports are. */
export function table<const C extends Settings>(options: {
  readonly help: string;
  readonly required?: boolean;
  readonly columns: C;
}): Setting<readonly BoundSettings<C>[]> {
  return {
    shape: {
      kind: "table",
      help: options.help,
      required: options.required ?? false,
      expression: "none",
      columns: shapesOf(options.columns),
    },
    bind: (value, context) => {
      const rows = value?.value;
      if (!isRows(rows)) return [];
      return rows.flatMap((row, index) =>
        isBlankRow(row)
          ? []
          : [bindRow(options.columns, row, context, `${context.place.setting ?? ""}[${index}].`)],
      );
    },
  };
}

/** Further settings under one key. */
export function group<const C extends Settings>(options: {
  readonly help: string;
  readonly fields: C;
}): Setting<BoundSettings<C>> {
  return {
    shape: {
      kind: "group",
      help: options.help,
      required: false,
      expression: "none",
      fields: shapesOf(options.fields),
    },
    bind: (value, context) => {
      const content = value?.value;
      const row =
        typeof content === "object" && content !== null && !isRows(content) ? content : {};
      return bindRow(options.fields, row, context, `${context.place.setting ?? ""}.`);
    },
  };
}

/** Binds each declared setting to its value in the row; keys that are not declared are ignored. */
export function bindRow<C extends Settings>(
  settings: C,
  row: SettingRow,
  context: BindContext,
  prefix: string,
): BoundSettings<C> {
  const bound: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    bound[key] = setting.bind(row[key], withSetting(context, prefix + key));
  }
  return believe<BoundSettings<C>>(bound);
}

export function shapesOf(settings: Settings): Readonly<Record<string, Setting<unknown>["shape"]>> {
  return Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, setting.shape]));
}

function isRows(content: unknown): content is readonly SettingRow[] {
  return Array.isArray(content);
}
