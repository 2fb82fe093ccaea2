import type { SettingShape } from "../../pipeline/snap-shape.ts";
import { settingKeys, slpyGroupName, slpyItemName } from "./slpy-name.ts";

/** The constructor in which an argument belongs that stands too far out, such as a Mapper's `mapping_table`. */
export function nestedSetting(
  name: string,
  shapes: Readonly<Record<string, SettingShape>>,
  className: string,
): string | undefined {
  for (const [argument, key] of settingKeys(shapes)) {
    const shape = shapes[key];
    if (shape?.kind === "group") {
      const inner = `${argument}=${className}.${slpyGroupName(key)}`;
      if (settingKeys(shape.fields).has(name)) return `${inner}(${name}=…)`;
      const deeper = nestedSetting(name, shape.fields, className);
      if (deeper !== undefined) return `${inner}(${deeper})`;
    } else if (shape?.kind === "table") {
      const inner = `${argument}=[${className}.${slpyItemName(key)}`;
      if (settingKeys(shape.columns).has(name)) return `${inner}(${name}=…)]`;
      const deeper = nestedSetting(name, shape.columns, className);
      if (deeper !== undefined) return `${inner}(${deeper})]`;
    }
  }
  return undefined;
}
