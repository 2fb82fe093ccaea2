import { defaultLimits, type Limits } from "../../base/limits.ts";
import { hasErrors } from "../../base/finding.ts";
import { printJson } from "../../base/json.ts";
import { draftJson } from "../../pipeline/draft-json.ts";
import type { SnapShapes } from "../../pipeline/snap-shape.ts";
import { type CompileContext, createContext } from "./compile-context.ts";
import { dottedName } from "./describe-node.ts";
import { parsePython } from "./parse-python.ts";
import type { PythonStatement } from "./python-tree.ts";
import { readPipelineStatement } from "./pipeline-statement.ts";
import { readStatements, type Statements } from "./read-statements.ts";
import { resolvePipeline } from "./resolve-pipeline.ts";
import { createFindings, EnoughErrors, type Report, type SlpyFinding } from "./slpy-finding.ts";
import { readRawStatement, readSnapStatement, type SnapStatement } from "./snap-statement.ts";
import type { SourceMap } from "./source-map.ts";

/** The text of an SLP with what is doubtful about it, or all that is wrong. */
export type SlpyResult =
  | { readonly ok: true; readonly slp: string; readonly warnings: readonly SlpyFinding[] }
  | { readonly ok: false; readonly findings: readonly SlpyFinding[] };

export interface SlpyOptions {
  readonly limits?: Pick<Limits, "slpBytesMax" | "pipelineSnapsMax" | "jsonDepthMax">;
}

/**
 * Compiles SLPy (`docs/slpy.md`) to the SLP that the Designer exports. No Python is executed: the text is parsed, and all
 * but declarations is refused. The same text gives the same SLP, ids and places included.
 */
export function compileSlpy(
  source: string,
  shapes: SnapShapes,
  options: SlpyOptions = {},
): SlpyResult {
  const { findings, mapped } = compileWithMap(source, shapes, options);
  if (mapped === undefined) return { ok: false, findings };
  return { ok: true, slp: mapped.slp, warnings: findings };
}

/** An SLP, and where its parts stand in the text. */
export interface MappedSlp {
  readonly slp: string;
  readonly map: SourceMap;
}

/** The same, with the map that findings about the SLP are led back by. */
export function compileWithMap(
  source: string,
  shapes: SnapShapes,
  options: SlpyOptions = {},
): { readonly findings: readonly SlpyFinding[]; readonly mapped: MappedSlp | undefined } {
  const { report, all } = createFindings(source);
  const mapped = untilEnough(() => compileSource(source, shapes, options, report));
  const findings = all();
  return { findings, mapped: hasErrors(findings) ? undefined : mapped };
}

/** The result, or nothing when there were so many errors that reading was ended. */
function untilEnough<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof EnoughErrors) return undefined;
    throw thrown;
  }
}

function compileSource(
  source: string,
  shapes: SnapShapes,
  options: SlpyOptions,
  report: Report,
): MappedSlp | undefined {
  const limits = options.limits ?? defaultLimits;
  if (isTooLarge(source, limits.slpBytesMax, report)) return undefined;
  const text = source.startsWith("\uFEFF") ? ` ${source.slice(1)}` : source;
  const python = parsePython({ source: text, report, depthMax: limits.jsonDepthMax });
  if (python === undefined) return undefined;
  const context = createContext(shapes, report);
  const statements = readStatements(python, context);
  reportMissingPipeline(statements, python, source, report);
  reportTooManySnaps(statements, limits.pipelineSnapsMax, report);
  return compileStatements(statements, context);
}

function compileStatements(statements: Statements, context: CompileContext): MappedSlp {
  const { report, classes } = context;
  const pipeline = readPipelineStatement(
    statements.pipeline?.call,
    statements.attributes,
    statements.docstring,
    report,
  );
  const snaps = statements.snaps.map(({ variable, call }): SnapStatement => {
    const shape = classes.get(dottedName(call.callee) ?? "");
    if (shape === undefined) return readRawStatement(variable, call, context);
    return readSnapStatement(variable, call, shape, pipeline.parameterNames, context);
  });
  const resolved = resolvePipeline(pipeline, snaps, statements, report);
  return {
    slp: `${printJson(draftJson(resolved.draft), 2)}\n`,
    map: {
      pipeline: statements.pipeline?.call.span ?? { start: 0, end: 0 },
      pipelineSettings: pipeline.places,
      snaps: new Map(
        snaps.map((snap, index) => [
          resolved.snapIds[index] ?? "",
          {
            span: snap.span,
            className: statements.snaps[index]?.call.callee.span ?? snap.span,
            arguments: snap.arguments,
            settings: snap.places,
          },
        ]),
      ),
      links: new Map(resolved.links.map(({ id, statement }) => [id, statement.span])),
    },
  };
}

function isTooLarge(source: string, most: number, report: Report): boolean {
  const size = Buffer.byteLength(source);
  if (size <= most) return false;
  report({
    code: "slpy-too-large",
    span: { start: 0, end: 0 },
    error: "The text is too large.",
    reason: `A pipeline may have at most ${most} bytes (limit \`slpBytesMax\`); this text has ${size}.`,
    resolution: "Move data that stands in generators into files, or split the pipeline.",
  });
  return true;
}

/** The Pipeline belongs before the first Snap or link, after the imports. */
function reportMissingPipeline(
  { pipeline }: Statements,
  python: readonly PythonStatement[],
  source: string,
  report: Report,
): void {
  if (pipeline !== undefined) return;
  const empty = source.trim() === "";
  const first = python.find(
    (statement) =>
      statement.kind === "assignment" ||
      (statement.kind === "expression" && statement.value.kind !== "string"),
  );
  const at = first?.span.start ?? source.length;
  const line = at === 0 || source.charAt(at - 1) === "\n" ? "" : "\n";
  report({
    code: "slpy-no-pipeline",
    span: { start: at, end: at },
    error: empty ? "The text is empty." : "The text has no Pipeline.",
    reason: `Expected \`p = Pipeline(label="…")\` before the Snaps; found ${empty ? "nothing" : "none"}.`,
    resolution: 'Add a line: p = Pipeline(label="My pipeline").',
    fix: {
      summary: "Add the Pipeline",
      replacement: `${line}p = Pipeline(label="My pipeline")\n`,
    },
  });
}

function reportTooManySnaps({ snaps }: Statements, most: number, report: Report): void {
  const beyond = snaps[most];
  if (beyond === undefined) return;
  report({
    code: "slpy-too-many-snaps",
    span: beyond.call.span,
    error: "The pipeline has too many Snaps.",
    reason: `A pipeline may have at most ${most} Snaps (limit \`pipelineSnapsMax\`); this one has ${snaps.length}.`,
    resolution: "Move parts into pipelines of their own and call them with FlowPipelineExecute.",
  });
}
