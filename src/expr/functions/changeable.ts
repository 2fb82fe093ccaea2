import type { CallSite } from "../call-site.ts";
import type { Operand } from "../operand.ts";

/** A list that a method may change in place: those of libraries and of the pipeline stay as they are. */
export function changeable(site: CallSite, list: Operand[]): Operand[] {
  if (!Object.isFrozen(list)) return list;
  return site.fail(
    "read-only",
    `${site.name} cannot change a list of an expression library.`,
    "The values of a library are the same for the whole run.",
    `Work on a copy: \`list.slice().${site.name}(…)\`.`,
  );
}
