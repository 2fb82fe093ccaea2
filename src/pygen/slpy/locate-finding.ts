import type { Finding, Fix, Span } from "../../base/finding.ts";
import type { SnapShapes } from "../../pipeline/snap-shape.ts";
import { listWords } from "../../pipeline/snap-words.ts";
import { quote } from "./python-text.ts";
import type { PythonExpression } from "./python-tree.ts";
import { slpyName } from "./slpy-name.ts";
import type { SnapPlaces, SourceMap } from "./source-map.ts";

/** Where a finding about the SLP stands in the text, with its advice in the words of the text. */
export interface Located {
  readonly span: Span;
  readonly fix: Fix | undefined;
  readonly resolution: string;
}

/** The argument that a finding without a setting speaks of. */
const argumentOf: Readonly<Record<string, string>> = {
  "duplicate-label": "label",
  "missing-error-view": "error_behavior",
  "unused-error-view": "error_behavior",
  "unknown-error-behavior": "error_behavior",
};

/** Leads a finding about the compiled SLP back to the text that it was compiled from. */
export function locateFinding(finding: Finding, map: SourceMap, shapes: SnapShapes): Located {
  const { place, fix, code } = finding;
  const snap = map.snaps.get(place.snapId ?? "");
  const given = snap?.arguments.get(argumentOf[code] ?? "");
  const { node, exact } = nodeOf(finding, snap, given, map);
  if (node === undefined) {
    const link = map.links.get(place.link ?? "");
    const span = link ?? snap?.className ?? map.pipeline;
    return { span, fix: undefined, resolution: inSlpyWords(finding, shapes) };
  }
  const text = stringIn(node);
  const inside = exact && text !== undefined ? insideOf(text, place.span) : undefined;
  if (inside !== undefined) {
    return {
      span: inside,
      fix: fix === undefined || /["'\\\n\r]/.test(fix.replacement) ? undefined : fix,
      resolution: inSlpyWords(finding, shapes),
    };
  }
  const whole = exact && text !== undefined && place.span === undefined && fix !== undefined;
  return {
    span: whole ? text.span : node.span,
    fix: whole ? { ...fix, replacement: quote(fix.replacement) } : undefined,
    resolution: inSlpyWords(finding, shapes),
  };
}

/** The nearest part of the text: the setting itself, else what it stands in. */
function nodeOf(
  { place }: Finding,
  snap: SnapPlaces | undefined,
  given: PythonExpression | undefined,
  map: SourceMap,
): { readonly node: PythonExpression | undefined; readonly exact: boolean } {
  if (given !== undefined) return { node: given, exact: true };
  if (place.setting === undefined) return { node: undefined, exact: false };
  if (place.setting.startsWith("account.")) {
    return {
      node: snap?.arguments.get("account") ?? snap?.arguments.get("pm_account"),
      exact: true,
    };
  }
  const settings = place.snapId === undefined ? map.pipelineSettings : snap?.settings;
  let path = place.setting;
  for (;;) {
    const node = settings?.get(path);
    if (node !== undefined) return { node, exact: path === place.setting };
    const cut = Math.max(path.lastIndexOf("."), path.lastIndexOf("["));
    if (cut < 0) return { node: undefined, exact: false };
    path = path.slice(0, cut);
  }
}

/** The string itself, also inside `Expr(…)`. */
function stringIn(
  node: PythonExpression,
): Extract<PythonExpression, { kind: "string" }> | undefined {
  if (node.kind === "string") return node;
  const [argument] = node.kind === "call" ? node.arguments : [];
  return argument?.value.kind === "string" ? argument.value : undefined;
}

function insideOf(
  { contentStart, value }: Extract<PythonExpression, { kind: "string" }>,
  span: Span | undefined,
): Span | undefined {
  if (contentStart === undefined || span === undefined || span.end > value.length) return undefined;
  return { start: contentStart + span.start, end: contentStart + span.end };
}

/** The advice, with the names of arguments and classes where they are not those of settings and labels. */
function inSlpyWords({ code, place, resolution }: Finding, shapes: SnapShapes): string {
  if (code === "view-type-mismatch") return withClasses(resolution, shapes);
  const key = /([^.[\]]+)(?:\[\d+\])?$/.exec(place.setting ?? "")?.[1];
  if (key === undefined || place.snapId === undefined) return resolution;
  const name = slpyName(key);
  const differs = name !== key && resolution.includes(key);
  return differs ? `${resolution} In SLPy it is \`${name}=…\`.` : resolution;
}

/** Parsers and formatters are advised by their labels. */
function withClasses(resolution: string, shapes: SnapShapes): string {
  const named = [...shapes.all()].filter(
    ({ category, label }) =>
      (category === "parse" || category === "format") && resolution.includes(label),
  );
  if (named.length === 0) return resolution;
  return `${resolution} In SLPy: ${listWords(
    named.map((shape) => `\`${shape.name}\``),
    "or",
  )}.`;
}
