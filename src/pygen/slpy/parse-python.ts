import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import type { PythonStatement } from "./python-tree.ts";
import { readExpression, refuse, spanOf } from "./read-expression.ts";
import { reportSyntaxErrors } from "./report-syntax-errors.ts";
import type { Report } from "./slpy-finding.ts";

/** What is read of a text at once. */
export interface PythonReader {
  readonly source: string;
  readonly report: Report;
  /** Nesting of expressions. */
  readonly depthMax: number;
}

/**
 * The statements of `source` that SLPy knows, as plain data; all else is reported. Nothing is executed. With a syntax
 * error there are no statements, since what follows it is guesswork.
 */
export function parsePython(reader: PythonReader): readonly PythonStatement[] | undefined {
  const tree = parser.parse(reader.source);
  if (reportSyntaxErrors(tree, reader)) return undefined;
  return childrenOf(tree.topNode).flatMap((node) => readStatement(node, reader));
}

function readStatement(node: SyntaxNode, reader: PythonReader): readonly PythonStatement[] {
  switch (node.name) {
    case "Comment":
      return [];
    case "StatementGroup":
      return childrenOf(node)
        .filter((child) => child.name !== ";")
        .flatMap((child) => readStatement(child, reader));
    case "ImportStatement":
      return readImport(node, reader);
    case "AssignStatement":
      return readAssignment(node, reader);
    case "ExpressionStatement":
      return readBare(node, reader);
    default:
      refuse(node, reader);
      return [];
  }
}

function readImport(node: SyntaxNode, reader: PythonReader): readonly PythonStatement[] {
  const children = childrenOf(node);
  const span = spanOf(node);
  const split = children.findIndex((child) => child.name === "import");
  const module = children
    .slice(1, Math.max(split, 1))
    .map((child) => textOf(child, reader))
    .join("");
  const renamed = children.find((child) => child.name === "as");
  if (children[0]?.name !== "from" || !/^slpy(?:\.|$)/.test(module)) {
    const found = reader.source.slice(span.start, span.end).slice(0, 60);
    reader.report({
      code: "slpy-import",
      span,
      error: `Only \`slpy\` can be imported; found \`${found}\`.`,
      reason:
        "Expected `from slpy import Expr, Pipeline` or `from slpy.modules.flow import FlowFilter`; nothing here is executed, so other modules have no use.",
      resolution: "Remove the line.",
      fix: { summary: "Remove the import", replacement: "" },
    });
    return [];
  }
  if (renamed !== undefined) {
    reader.report({
      code: "slpy-import",
      span: spanOf(renamed),
      error: "An import cannot give another name.",
      reason: "Expected the name of the class itself; found `as`.",
      resolution: "Remove `as` and what follows it, and use the class by its own name.",
    });
  }
  const names = children
    .slice(split + 1)
    .filter((child, index, all) => child.name === "VariableName" && all[index - 1]?.name !== "as")
    .map((child) => ({ name: textOf(child, reader), span: spanOf(child) }));
  return [{ kind: "import", module, names, span }];
}

function readAssignment(node: SyntaxNode, reader: PythonReader): readonly PythonStatement[] {
  const children = childrenOf(node).filter((child) => child.name !== "TypeDef");
  const [target, , value] = children;
  if (target === undefined || value === undefined || children.length !== 3) {
    reader.report({
      code: "slpy-assignment",
      span: spanOf(node),
      error: "An assignment gives one value to one name.",
      reason: "Expected `name = Class(…)` or `p.param_table = […]`; found several names or values.",
      resolution: "Write one assignment a line.",
    });
    return [];
  }
  return [
    {
      kind: "assignment",
      target: readExpression(target, reader, 0),
      value: readExpression(value, reader, 0),
      span: spanOf(node),
    },
  ];
}

function readBare(node: SyntaxNode, reader: PythonReader): readonly PythonStatement[] {
  return childrenOf(node)
    .filter((child) => child.name !== ",")
    .map((child) => ({
      kind: "expression",
      value: readExpression(child, reader, 0),
      span: spanOf(node),
    }));
}

function textOf(node: SyntaxNode, { source }: PythonReader): string {
  return source.slice(node.from, node.to);
}

/** The children of a node without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}
