import type { NativeCall } from "../native.ts";
import type { Value } from "../value.ts";
import { shownValue } from "./date-argument.ts";
import { jodaPattern, type JodaPattern } from "./joda-pattern.ts";

/** The pattern an argument holds, made ready. */
export function patternArgument(value: Value, call: NativeCall): JodaPattern {
  if (typeof value !== "string") {
    return call.fail(
      "date-pattern",
      "A date pattern must be text",
      `Expected a pattern such as "yyyy-MM-dd", found ${shownValue(value)}.`,
      'Pass the pattern in quotes, as in `toString("yyyy-MM-dd")`.',
    );
  }
  const pattern = jodaPattern(value);
  if (!("problem" in pattern)) return pattern;
  const { reason, resolution } = pattern.problem;
  return call.fail(
    "date-pattern",
    `${shownValue(value)} is not a date pattern`,
    reason,
    resolution,
  );
}
