import { SnapFailure } from "../../../engine/snap-failure.ts";

/** One step of a path of elements. */
interface XmlStep {
  /** With its prefix, or without one for any prefix; `*` for any name. */
  readonly name: string;
  /** Not only directly below the step before, but anywhere below. */
  readonly anyDepth: boolean;
}

/** A path of elements, such as `/orders/order` or `//order`. */
export type XmlPath = readonly XmlStep[];

const stepName = /^(?:\*|[^\s/[\]()@$.*'"]+)$/u;

/**
 * Reads a path: names, `*`, `/` and `//`. One that does not begin with `/` may begin anywhere. `$.orders.order`, as a
 * JSONPath says it, is read as `/orders/order`. Throws a `SnapFailure` for anything else.
 */
export function parseXmlPath(source: string): XmlPath {
  const text = asSlashes(source.trim());
  const steps: XmlStep[] = [];
  let anyDepth = !text.startsWith("/");
  for (const [index, part] of text.split("/").entries()) {
    if (part === "") {
      anyDepth ||= index > 0;
      continue;
    }
    if (!stepName.test(part)) throw badPath(source, part);
    steps.push({ name: part, anyDepth });
    anyDepth = false;
  }
  if (steps.length === 0 || text.endsWith("/")) throw badPath(source, "");
  return steps;
}

function asSlashes(text: string): string {
  if (!text.startsWith("$")) return text;
  const path = text.slice(1).replaceAll("[*]", "").replaceAll("..", "//").replaceAll(".", "/");
  return path.startsWith("/") ? path : `/${path}`;
}

function badPath(source: string, part: string): SnapFailure {
  return new SnapFailure(
    `\`SplitterExpression\` cannot be read: "${source}"`,
    `Expected names of elements between \`/\` or \`//\`, or \`*\` for any; found ${part === "" ? "no name at the end" : `"${part}"`}.`,
    "Set `SplitterExpression` to the path of the element that repeats, such as `/orders/order` or `//order`.",
  );
}

/** Follows a path while elements open and close. */
export interface XmlPathTracker {
  /** Whether the element that opens is one the path leads to. */
  open(name: string): boolean;
  close(): void;
}

/** Keeps, for each open element, the steps that its children may take: linear in path and depth, whatever is `//`. */
export function trackXmlPath(path: XmlPath): XmlPathTracker {
  const levels: (readonly number[])[] = [[0]];
  return {
    open: (name) => {
      const next: number[] = [];
      let arrived = false;
      for (const index of levels.at(-1) ?? []) {
        const step = path[index];
        if (step === undefined) continue;
        if (step.anyDepth && !next.includes(index)) next.push(index);
        if (!isNamed(step, name)) continue;
        if (index === path.length - 1) arrived = true;
        else if (!next.includes(index + 1)) next.push(index + 1);
      }
      levels.push(next);
      return arrived;
    },
    close: () => {
      levels.pop();
    },
  };
}

function isNamed(step: XmlStep, name: string): boolean {
  if (step.name === "*" || step.name === name) return true;
  return !step.name.includes(":") && name.endsWith(`:${step.name}`);
}
