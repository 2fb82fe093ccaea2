import { unreachable } from "../base/errors.ts";
import type { Pattern, Rest } from "./ast.ts";
import { printText } from "./print-text.ts";

/** Writes a pattern of `match` as text. */
export function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case "wildcard":
      return "_";
    case "binding":
    case "type":
      return pattern.name;
    case "value":
      return typeof pattern.value === "string" ? printText(pattern.value) : String(pattern.value);
    case "range":
      return `${pattern.from}${pattern.inclusive ? "..=" : "..<"}${pattern.to}`;
    case "matching":
      return `/${pattern.source}/${pattern.flags}`;
    case "either":
      return pattern.patterns.map(printPattern).join(" | ");
    case "items":
      return `[${[...pattern.items.map(printPattern), ...printRest(pattern.rest)].join(", ")}]`;
    case "members": {
      const members = pattern.members.map(
        ({ key, pattern: inner }) => `${printText(key)}: ${printPattern(inner)}`,
      );
      return `{${[...members, ...printRest(pattern.rest)].join(", ")}}`;
    }
    default:
      return unreachable(pattern);
  }
}

function printRest(rest: Rest): readonly string[] {
  return rest === false ? [] : [`...${rest ?? ""}`];
}
