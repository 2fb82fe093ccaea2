import type { Value } from "../../../expr/value.ts";
import type { SettingRow } from "../../../pipeline/model.ts";
import { withSetting, type Setting } from "../../../engine/setting.ts";
import { textPerDocument } from "../../../engine/settings/text.ts";
import { valuePerDocument } from "../../../engine/settings/value.ts";
import { table } from "../../../engine/settings/table.ts";
import type { Pair } from "./request-url.ts";

/** Rows of a name and a value, each of which an expression may make; bound to the pairs of a document. */
export function keyValueTable(options: {
  readonly help: string;
  readonly key: string;
  readonly value: string;
}): Setting<(document: Value) => readonly Pair[]> {
  const name = textPerDocument({ help: "Its name." });
  const content = valuePerDocument({
    help: "Its value. Null leaves it out; a list stands for it several times.",
  });
  const columns = { [options.key]: name, [options.value]: content };
  const { shape } = table({ help: options.help, columns });
  return {
    shape,
    bind: (value, context) => {
      const rows = isRows(value?.value) ? value.value : [];
      const bound = rows.map((row, index) => {
        const at = `${context.place.setting ?? ""}[${index}].`;
        return {
          name: name.bind(row[options.key], withSetting(context, at + options.key)),
          value: content.bind(row[options.value], withSetting(context, at + options.value)),
        };
      });
      return (document) =>
        bound.flatMap((row): Pair[] => {
          const text = row.name(document);
          return text === "" ? [] : [[text, row.value(document)]];
        });
    },
  };
}

function isRows(content: unknown): content is readonly SettingRow[] {
  return Array.isArray(content);
}
