import type { Setting } from "../../../engine/setting.ts";

/** The setting with missing paths read as null: the last page of many services has no link to a next one. */
export function nullSafe<T>(setting: Setting<T>): Setting<T> {
  return {
    shape: setting.shape,
    bind: (value, context) => setting.bind(value, { ...context, nullSafe: true }),
  };
}
