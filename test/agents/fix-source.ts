import type { SlpyFinding } from "../../src/pygen/slpy/slpy-finding.ts";

/** The text with the fix of every finding that has one; nothing when none has. */
export function fixSource(source: string, findings: readonly SlpyFinding[]): string | undefined {
  const bySpan = new Map<number, { readonly end: number; readonly replacement: string }>();
  for (const { place, fix } of findings) {
    if (fix === undefined || place.span === undefined) continue;
    const { start, end } = place.span;
    if (!bySpan.has(start)) bySpan.set(start, { end, replacement: fix.replacement });
  }
  if (bySpan.size === 0) return undefined;
  const fromTheEnd = [...bySpan].toSorted(([a], [b]) => b - a);
  return fromTheEnd.reduce(
    (text, [start, { end, replacement }]) =>
      `${text.slice(0, start)}${replacement}${text.slice(end)}`,
    source,
  );
}
