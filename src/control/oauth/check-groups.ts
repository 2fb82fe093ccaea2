import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import { isName } from "../check-name.ts";

/** Names of groups, each once, in order. */
export function checkGroups(
  groups: readonly string[],
  limits: Pick<Limits, "groupsMax">,
): readonly string[] {
  const names = [...new Set(groups)].toSorted();
  if (names.length > limits.groupsMax) {
    throw new Refusal(
      "invalid-argument",
      "Too many groups.",
      `Expected at most ${limits.groupsMax} (groupsMax); found ${names.length}.`,
      "Name fewer groups.",
    );
  }
  const wrong = names.find((name) => !isName(name));
  if (wrong === undefined) return names;
  throw new Refusal(
    "invalid-argument",
    `${JSON.stringify(wrong.slice(0, 80))} is no name for a group.`,
    "Expected 1 to 255 bytes without slashes, control characters and blanks at the ends.",
    'Choose a name such as "finance".',
  );
}
