import type { CallSite } from "../call-site.ts";
import { isMap, type Operand } from "../operand.ts";

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

/** A list that takes in values: none of them may hold the list itself, since a document has no cycles. */
export function growing(site: CallSite, list: Operand[], values: readonly Operand[]): Operand[] {
  if (!values.some((value) => holds(value, list))) return changeable(site, list);
  return site.fail(
    "wrong-argument",
    `${site.name} cannot put a list into itself.`,
    "The value holds the list that should hold it, and a document has no cycles.",
    `Add a copy: \`list.${site.name}(list.slice())\`.`,
  );
}

function holds(value: Operand, list: Operand[]): boolean {
  if (value === list) return true;
  if (Array.isArray(value)) return value.some((item) => holds(item, list));
  return isMap(value) && Object.values(value).some((member) => holds(member, list));
}
