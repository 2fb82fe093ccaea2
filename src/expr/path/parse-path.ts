import { defaultLimits } from "../../base/limits.ts";
import { compilePath } from "./compile-path.ts";
import type { ParsedPath, PathOptions } from "./json-path.ts";
import { PathSyntaxProblem, refusePath } from "./path-finding.ts";
import { readSegments } from "./read-segments.ts";

/**
 * Parses a JSONPath: `$`, `.name`, `['any name']`, `[0]`, `[-1]`, `[*]`, `..name`, slices, unions, filters
 * `[?(expression)]`, scripts `[(expression)]` and the methods of `pathMethods` at the end. Lenient as SnapLogic is:
 * `messages`, `$messages` and `$.messages` are the same path, and a name may hold hyphens.
 */
export function parsePath(source: string, options: PathOptions = {}): ParsedPath {
  const limits = options.limits ?? defaultLimits;
  try {
    if (source.length > limits.expressionLengthMax)
      refuseLength(source, limits.expressionLengthMax);
    const segments = readSegments(source, options.compile, limits.expressionDepthMax);
    return { ok: true, path: compilePath(source, segments, limits) };
  } catch (problem) {
    if (problem instanceof PathSyntaxProblem) return { ok: false, findings: problem.findings };
    throw problem;
  }
}

function refuseLength(source: string, lengthMax: number): never {
  return refusePath({
    code: "path-too-long",
    span: { start: lengthMax, end: source.length },
    error: "The JSONPath is too long",
    reason: `Expected at most ${lengthMax} characters (expressionLengthMax), found ${source.length}.`,
    resolution: "Shorten the path, or raise `expressionLengthMax`.",
  });
}
