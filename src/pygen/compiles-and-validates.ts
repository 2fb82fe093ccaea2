import { hasErrors } from "../base/finding.ts";
import { defaultLimits } from "../base/limits.ts";
import { lintPipeline } from "../pipeline/lint.ts";
import { readSlp } from "../pipeline/read-slp.ts";
import type { SnapShapes } from "../pipeline/snap-shape.ts";
import { compileSlpy } from "./slpy/compile-slpy.ts";

/** Whether SLPy compiles to a pipeline that this build would start. */
export function compilesAndValidates(slpy: string, shapes: SnapShapes): boolean {
  const compiled = compileSlpy(slpy, shapes);
  if (!compiled.ok) return false;
  const read = readSlp(compiled.slp, defaultLimits);
  return read.ok && !hasErrors(lintPipeline(read.pipeline, shapes));
}
