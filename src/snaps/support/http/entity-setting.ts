import type { Setting } from "../../../engine/setting.ts";
import { bindPerDocument } from "../../../engine/settings/evaluated.ts";
import { bindPath } from "../../../engine/settings/path.ts";
import type { Value } from "../../../expr/value.ts";

/** What a REST Snap sends: a JSONPath into the document, an expression, or text. The whole document when blank. */
export function entitySetting(help: string): Setting<(document: Value) => Value> {
  return {
    shape: { kind: "text", help, required: false, default: "$", expression: "document" },
    bind: (value, context) => {
      const content = value?.value;
      if (value?.expression !== true) {
        if (content === undefined || content === null || content === "")
          return (document) => document;
        if (typeof content === "string" && content.trim().startsWith("$")) {
          const path = bindPath(content.trim(), context);
          return (document) => path.readOne(document) ?? null;
        }
      }
      return bindPerDocument(value, "document", context);
    },
  };
}
