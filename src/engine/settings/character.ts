import { toText } from "../../expr/to-text.ts";
import type { Setting } from "../setting.ts";
import { bindConstant, reportBadValue } from "./evaluated.ts";

/** One character, such as a quote. Set to "" it is none, which is not the same as unset: that is the default. */
export function character(options: {
  readonly help: string;
  readonly default: string;
}): Setting<string> {
  return {
    shape: { kind: "text", ...options, required: false, expression: "parameters" },
    bind: (value, context) => {
      const found = bindConstant(value, "parameters", context);
      if (found === null) return options.default;
      const text = toText(found);
      if (text.length <= 1) return text;
      reportBadValue(context, found, "one character, or blank for none");
      return options.default;
    },
  };
}
