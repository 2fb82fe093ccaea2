import type { SettingContent, SettingRow } from "../../../pipeline/model.ts";
import { toText } from "../../../expr/to-text.ts";
import type { Setting } from "../../../engine/setting.ts";
import { bindConstant } from "../../../engine/settings/evaluated.ts";
import { shapesOf } from "../../../engine/settings/table.ts";
import { text } from "../../../engine/settings/text.ts";

/** A table of one column of names. Whatever key an export gives the column, its first value that is not blank counts. */
export function nameTable(help: string): Setting<readonly string[]> {
  const columns = shapesOf({ columns: text({ help: "Name of the column." }) });
  return {
    shape: { kind: "table", help, required: false, expression: "none", columns },
    bind: (value, context) => {
      const rows = value?.value;
      if (!isRows(rows)) return [];
      return rows.flatMap((row) => {
        for (const cell of Object.values(row)) {
          const found = bindConstant(cell, "parameters", context);
          if (found !== null && found !== "") return [toText(found)];
        }
        return [];
      });
    },
  };
}

function isRows(content: SettingContent | undefined): content is readonly SettingRow[] {
  return Array.isArray(content);
}
