import type { YamlFile } from "./yaml-finding.ts";
import type { YamlScalar } from "./yaml-tree.ts";

/**
 * Where in the file the character at `offset` of a text stands: behind quotes, doubled quotes, escapes and the
 * indentation of a `|` block. Where lines are folded it is the beginning of the text.
 */
export function textOffset(file: YamlFile, scalar: YamlScalar, offset: number): number {
  const { start, end } = scalar.span;
  const source = file.text.slice(start, end);
  const within = offsetWithin(source, String(scalar.value), offset);
  return within === undefined ? start : Math.min(start + within, file.text.length);
}

function offsetWithin(source: string, value: string, offset: number): number | undefined {
  if (source.startsWith("|")) return offsetInBlock(source, value, offset);
  const quote = source[0] === "'" || source[0] === '"' ? source[0] : undefined;
  if (quote === undefined) return source.startsWith(value) ? offset : undefined;
  if (source.includes("\n")) return undefined;
  let at = 1;
  for (let passed = 0; passed < offset && at < source.length - 1; passed++) {
    const two = source.slice(at, at + 2);
    const pair = quote === "'" ? two === "''" : two.startsWith("\\");
    if (pair && quote === '"' && !/^\\["\\/ntr0]$/.test(two)) return undefined;
    at += pair ? 2 : 1;
  }
  return at;
}

function offsetInBlock(source: string, value: string, offset: number): number | undefined {
  const before = value.slice(0, offset).split("\n");
  const lines = source.split("\n");
  const first = lines.slice(1).find((line) => line.trim() !== "");
  const firstOfValue = value.split("\n").find((line) => line.trim() !== "");
  if (first === undefined || firstOfValue === undefined) return undefined;
  const indent = first.replace(/\r$/, "").length - firstOfValue.length;
  if (indent < 0) return undefined;
  let at = 0;
  for (const line of lines.slice(0, before.length)) at += line.length + 1;
  return at + indent + (before.at(-1)?.length ?? 0);
}
