import { nearestNames } from "../../base/nearest.ts";
import { toText } from "../../expr/to-text.ts";
import type { Setting } from "../setting.ts";
import { bindConstant, reportBadValue } from "./evaluated.ts";

interface ChoiceOptions<T extends string> {
  readonly help: string;
  readonly options: readonly T[];
  readonly default: NoInfer<T>;
}

/** One of a few words; case and surrounding space do not count. */
export function choice<const T extends string>(options: ChoiceOptions<T>): Setting<T> {
  const byLowerCase = new Map(options.options.map((option) => [option.toLowerCase(), option]));
  return {
    shape: { kind: "choice", ...options, required: false, expression: "parameters" },
    bind: (value, context) => {
      const found = bindConstant(value, "parameters", context);
      if (found === null || found === "") return options.default;
      const text = toText(found).trim();
      const option = byLowerCase.get(text.toLowerCase());
      if (option !== undefined) return option;
      const near = nearestNames(text, options.options)[0];
      const list = options.options.map((one) => `"${one}"`).join(", ");
      reportBadValue(
        context,
        found,
        near === undefined ? `one of ${list}` : `"${near}" (or another of ${list})`,
      );
      return options.default;
    },
  };
}
