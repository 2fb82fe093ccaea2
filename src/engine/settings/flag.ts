import { toText } from "../../expr/to-text.ts";
import type { Setting } from "../setting.ts";
import { bindConstant, reportBadValue } from "./evaluated.ts";

/** Yes or no, also when written as the text "true" or "false". */
export function flag(options: {
  readonly help: string;
  readonly default: boolean;
}): Setting<boolean> {
  return {
    shape: { kind: "flag", ...options, required: false, expression: "parameters" },
    bind: (value, context) => {
      const found = bindConstant(value, "parameters", context);
      if (found === null || found === "") return options.default;
      const text = toText(found).trim().toLowerCase();
      if (text === "true" || text === "false") return text === "true";
      reportBadValue(context, found, "true or false");
      return options.default;
    },
  };
}
