import type { Finding, Span } from "../base/finding.ts";
import { defaultLimits } from "../base/limits.ts";
import { lintPipeline } from "../pipeline/lint.ts";
import type { Pipeline, SnapNode } from "../pipeline/model.ts";
import { readSlp } from "../pipeline/read-slp.ts";
import type { SnapShapes } from "../pipeline/snap-shape.ts";
import { viewWords } from "./docs/view-words.ts";
import { compileWithMap } from "./slpy/compile-slpy.ts";
import { createLineIndex } from "./slpy/line-and-column.ts";
import type { SlpyFinding } from "./slpy/slpy-finding.ts";
import type { SourceMap } from "./slpy/source-map.ts";

/** What is right and wrong with Snaps and links, whatever their settings. */
export interface SkeletonCheck {
  readonly errors: readonly SkeletonMessage[];
  readonly warnings: readonly SkeletonMessage[];
  readonly snapIo: readonly SkeletonSnap[];
}

export interface SkeletonMessage {
  readonly line?: number;
  readonly column?: number;
  readonly code: string;
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
}

export interface SkeletonSnap {
  readonly variable: string;
  readonly name: string;
  /** Views in words: `1 document`. */
  readonly input: string;
  readonly output: string;
}

/** Codes of findings about settings: a skeleton has none yet. */
const settingCodes = new Set([
  "missing-required-setting",
  "bad-setting-value",
  "bad-expression",
  "bad-parameter-name",
  "duplicate-parameter",
  "duplicate-label",
  "unknown-view-label",
  "open-views-differ",
  "unused-error-view",
]);

/** Checks a skeleton of SLPy: class names, views and links, by the rules that importing and running go by. */
export function checkSkeleton(skeleton: string, shapes: SnapShapes): SkeletonCheck {
  const { findings, mapped } = compileWithMap(skeleton, shapes);
  const messages = withoutConsequences(findings, skeleton).map((finding) => ({
    severity: finding.severity,
    message: { line: finding.line, column: finding.column, ...wordsOf(finding) },
  }));
  const read = mapped === undefined ? undefined : readSlp(mapped.slp, defaultLimits);
  if (mapped === undefined || read === undefined || !read.ok) return split(messages, []);
  const place = createLineIndex(skeleton);
  const lint = lintPipeline(read.pipeline, shapes)
    .filter(({ code }) => !settingCodes.has(code))
    .map((finding) => {
      const span = spanOf(finding, mapped.map);
      const where = span === undefined ? {} : place(span.start);
      return { severity: finding.severity, message: { ...where, ...wordsOf(finding) } };
    });
  const isolated = isolatedSnaps(read.pipeline).map((snap) => {
    const span = mapped.map.snaps.get(snap.id)?.span;
    const where = span === undefined ? {} : place(span.start);
    const variable = variableAt(skeleton, span);
    return { severity: "warning" as const, message: { ...where, ...isolatedWords(variable) } };
  });
  const io = read.pipeline.snaps.map((snap) => ioOf(snap, skeleton, mapped.map, shapes));
  const doubtful = binaryWithoutFormatter(read.pipeline, shapes).map((snap) => {
    const span = mapped.map.snaps.get(snap.id)?.span;
    const where = span === undefined ? {} : place(span.start);
    return { severity: "warning" as const, message: { ...where, ...formatterWords(snap, shapes) } };
  });
  return split([...messages, ...lint, ...isolated, ...doubtful], io);
}

/** Findings about links and names; that an unknown class makes no Snap is not said a second time. */
function withoutConsequences(
  findings: readonly SlpyFinding[],
  skeleton: string,
): readonly SlpyFinding[] {
  const assigned = new Set(
    findings
      .filter(({ code }) => code === "slpy-unknown-class")
      .map(({ place }) => variableAt(skeleton, place.span)),
  );
  return findings.filter(({ code, place: { span } }) => {
    if (settingCodes.has(code)) return false;
    return (
      code !== "slpy-unknown-variable" || !assigned.has(skeleton.slice(span?.start, span?.end))
    );
  });
}

/** Snaps that may give documents or binary data and here turn documents into binary data, as only a formatter does well. */
function binaryWithoutFormatter(pipeline: Pipeline, shapes: SnapShapes): readonly SnapNode[] {
  return pipeline.snaps.filter((snap) => {
    const types = shapes.get(snap.classId)?.views.output.types ?? [];
    const givesBinary = snap.outputs.some(({ type }) => type === "binary");
    const takesBinary = snap.inputs.some(({ type }) => type === "binary");
    return types.length === 2 && givesBinary && !takesBinary;
  });
}

function formatterWords(snap: SnapNode, shapes: SnapShapes): SkeletonMessage {
  const formatters = [...shapes.all()]
    .filter(({ category, implemented }) => category === "format" && implemented)
    .map(({ name }) => name);
  const label = shapes.get(snap.classId)?.label ?? snap.label;
  return {
    code: "binary-without-formatter",
    error: `${label} takes documents and is linked to a Snap that takes binary data.`,
    reason: `Expected a formatter between documents and binary data; ${label} gives binary data only when it makes $content itself.`,
    resolution: `Put a formatter after it: ${formatters.join(", ")}.`,
  };
}

function split(
  all: readonly { readonly severity: Finding["severity"]; readonly message: SkeletonMessage }[],
  snapIo: readonly SkeletonSnap[],
): SkeletonCheck {
  const of = (severity: Finding["severity"]): SkeletonMessage[] =>
    all.filter((one) => one.severity === severity).map((one) => one.message);
  return { errors: of("error"), warnings: of("warning"), snapIo };
}

function wordsOf({ code, error, reason, resolution }: Finding): SkeletonMessage {
  return { code, error, reason, resolution };
}

function spanOf({ place }: Finding, map: SourceMap): Span | undefined {
  return map.links.get(place.link ?? "") ?? map.snaps.get(place.snapId ?? "")?.span;
}

function isolatedSnaps(pipeline: Pipeline): readonly SnapNode[] {
  if (pipeline.snaps.length < 2) return [];
  const linked = new Set(pipeline.links.flatMap(({ sourceId, targetId }) => [sourceId, targetId]));
  return pipeline.snaps.filter(({ id }) => !linked.has(id));
}

function isolatedWords(variable: string): SkeletonMessage {
  return {
    code: "isolated-snap",
    error: `\`${variable}\` is linked to nothing.`,
    reason:
      "Expected every Snap of a pipeline with several to stand in a link; found none with this one.",
    resolution: `Link it, as in p.connect([…, ${variable}]), or remove it.`,
  };
}

function ioOf(snap: SnapNode, skeleton: string, map: SourceMap, shapes: SnapShapes): SkeletonSnap {
  const shape = shapes.get(snap.classId);
  const variable = variableAt(skeleton, map.snaps.get(snap.id)?.span);
  if (shape === undefined)
    return { variable, name: snap.classId, input: "unknown", output: "unknown" };
  const { input, output } = shape.views;
  return { variable, name: shape.name, input: viewWords(input), output: viewWords(output) };
}

/** The variable that a constructor is assigned to: the name before the sign of equality. */
function variableAt(skeleton: string, span: Span | undefined): string {
  const line =
    skeleton
      .slice(0, span?.start ?? 0)
      .split("\n")
      .at(-1) ?? "";
  const own = skeleton.slice(span?.start ?? 0, span?.end).split("\n", 1)[0] ?? "";
  return /(\p{L}[\p{L}\p{N}_]*)\s*=\s*$/u.exec(line)?.[1] ?? /^\w+/.exec(own)?.[0] ?? "snap";
}
