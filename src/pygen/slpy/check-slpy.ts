import { defaultLimits } from "../../base/limits.ts";
import { lintPipeline } from "../../pipeline/lint.ts";
import { readSlp } from "../../pipeline/read-slp.ts";
import type { SnapShapes } from "../../pipeline/snap-shape.ts";
import { compileWithMap, type SlpyOptions } from "./compile-slpy.ts";
import { createLineIndex } from "./line-and-column.ts";
import { locateFinding } from "./locate-finding.ts";
import { inTextOrder, type SlpyFinding } from "./slpy-finding.ts";

/**
 * Everything that is wrong or doubtful with a text, in its order: what the compiler says, and, once it compiles, what the
 * validation of pipelines says of the result. Every finding points into the text. A text without errors is one that a
 * run accepts.
 */
export function checkSlpy(
  source: string,
  shapes: SnapShapes,
  options: SlpyOptions = {},
): readonly SlpyFinding[] {
  const { findings, mapped } = compileWithMap(source, shapes, options);
  if (mapped === undefined) return findings;
  const read = readSlp(mapped.slp, options.limits ?? defaultLimits);
  const linted = read.ok ? lintPipeline(read.pipeline, shapes) : read.findings;
  const place = createLineIndex(source);
  const located = linted.map((finding): SlpyFinding => {
    const { span, fix, resolution } = locateFinding(finding, mapped.map, shapes);
    const { fix: _fix, ...words } = finding;
    return {
      ...words,
      resolution,
      place: { ...finding.place, span },
      ...(fix === undefined ? {} : { fix }),
      ...place(span.start),
    };
  });
  return inTextOrder([...findings, ...located]);
}
