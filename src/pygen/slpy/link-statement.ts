import type { Span } from "../../base/finding.ts";
import type { ViewType } from "../../pipeline/model.ts";
import { dottedName } from "./describe-node.ts";
import { viewTypes } from "./compile-views.ts";
import type { PythonCall, PythonExpression } from "./python-tree.ts";
import { readArguments } from "./read-arguments.ts";
import { readFlag, readText, readWord, reportMissing, reportValue } from "./read-values.ts";
import type { Report } from "./slpy-finding.ts";

/** One link as the text says it; views that it does not name are chosen later. */
export interface LinkStatement {
  readonly source: LinkEnd;
  readonly target: LinkEnd;
  readonly sourceView: string | undefined;
  readonly targetView: string | undefined;
  readonly sourceType: ViewType | undefined;
  readonly targetType: ViewType | undefined;
  readonly linkId: string | undefined;
  readonly isGoto: boolean;
  readonly span: Span;
}

/** A Snap by its variable, or by the id of one that the SLP does not have. */
export type LinkEnd =
  | { readonly kind: "variable"; readonly name: string; readonly span: Span }
  | { readonly kind: "missing"; readonly id: string; readonly span: Span };

const connectArguments = [
  "src",
  "dst",
  "src_view_id",
  "dst_view_id",
  "src_output_type",
  "dst_input_type",
] as const;

/** The links of `p.connect(…)` in either of its forms. */
export function readConnect(call: PythonCall, report: Report): readonly LinkStatement[] {
  const [first] = call.arguments;
  const isList = first?.value.kind === "list" || first?.value.kind === "tuple";
  if (isList && call.arguments.length === 1 && first.name === undefined) {
    return readChain(first.value, report);
  }
  const names = [...connectArguments, "link_id", "goto"];
  const given = readArguments(
    call,
    { callee: "connect", names, positional: connectArguments },
    report,
  );
  if (!given.has("src") || !given.has("dst")) {
    reportMissing(
      call,
      "p.connect",
      "two Snaps, p.connect(a, b), or a list of them, p.connect([a, b, c])",
      report,
    );
    return [];
  }
  const source = readEnd(given.get("src"), report);
  const target = readEnd(given.get("dst"), report);
  const third = given.get("src_view_id");
  if (third?.kind === "name") return reportSeveral(call, third, report);
  const text = (name: string): string | undefined => readText(given.get(name), name, report);
  const type = (name: string): ViewType | undefined =>
    readWord(given.get(name), name, viewTypes, report);
  if (source === undefined || target === undefined) return [];
  return [
    {
      source,
      target,
      sourceView: text("src_view_id"),
      targetView: text("dst_view_id"),
      sourceType: type("src_output_type"),
      targetType: type("dst_input_type"),
      linkId: text("link_id"),
      isGoto: readFlag(given.get("goto"), "goto", report) ?? false,
      span: call.span,
    },
  ];
}

/** The links of `a > b > c` or of the list `[a, b, c]`. */
export function readChain(node: PythonExpression, report: Report): readonly LinkStatement[] {
  const items =
    node.kind === "chain" || node.kind === "list" || node.kind === "tuple" ? node.items : [];
  if (items.length < 2) {
    reportValue(node, "p.connect", "at least two Snaps: p.connect([a, b])", report);
    return [];
  }
  const ends = items.map((item) => readEnd(item, report));
  return ends.slice(1).flatMap((target, index) => {
    const source = ends[index];
    return source === undefined || target === undefined ? [] : [plainLink(source, target)];
  });
}

function plainLink(source: LinkEnd, target: LinkEnd): LinkStatement {
  return {
    source,
    target,
    sourceView: undefined,
    targetView: undefined,
    sourceType: undefined,
    targetType: undefined,
    linkId: undefined,
    isGoto: false,
    span: { start: source.span.start, end: target.span.end },
  };
}

function readEnd(node: PythonExpression | undefined, report: Report): LinkEnd | undefined {
  if (node === undefined) return undefined;
  const { span } = node;
  if (node.kind === "name") return { kind: "variable", name: node.name, span };
  if (node.kind === "call" && dottedName(node.callee) === "Missing") {
    const given = readArguments(
      node,
      { callee: "Missing", names: ["id"], positional: ["id"] },
      report,
    );
    const id = readText(given.get("id"), "id", report);
    return id === undefined ? undefined : { kind: "missing", id, span };
  }
  const advice =
    node.kind === "call"
      ? "the variable of a Snap; assign the Snap to one on a line of its own first"
      : node.kind === "string"
        ? "the variable of a Snap, not its label"
        : "the variable of a Snap";
  return reportValue(node, "p.connect", advice, report);
}

function reportSeveral(
  call: PythonCall,
  third: PythonExpression,
  report: Report,
): readonly LinkStatement[] {
  const names = call.arguments.map(({ value }) => (value.kind === "name" ? value.name : undefined));
  const all = names.every((name) => name !== undefined);
  const replacement = `[${names.join(", ")}]`;
  report({
    code: "slpy-wrong-value",
    span: all
      ? {
          start: call.arguments[0]?.value.span.start ?? call.span.start,
          end: call.arguments.at(-1)?.value.span.end ?? call.span.end,
        }
      : third.span,
    error: "More than two Snaps are connected without a list.",
    reason:
      'Expected p.connect([a, b, c]), or two Snaps and the ids of their views: p.connect(a, b, "output0", "input0").',
    resolution: all ? `Write p.connect(${replacement}).` : "Put the Snaps into a list.",
    ...(all ? { fix: { summary: "Put the Snaps into a list", replacement } } : {}),
  });
  return [];
}
