import type { SettingShape } from "../../pipeline/snap-shape.ts";
import type { PythonString } from "./python-tree.ts";
import type { Report } from "./slpy-finding.ts";

/** Warns of plain text that was most likely meant as an expression: it would be taken letter by letter. */
export function warnOfExpression(
  node: PythonString,
  name: string,
  shape: SettingShape,
  parameters: ReadonlySet<string>,
  report: Report,
): void {
  const isPath = shape.kind === "path" || name === "path";
  const literal = isPath || shape.kind === "expression" || shape.kind === "editor";
  if (literal || shape.expression === "none") return;
  if (!looksLikeExpression(node.value, shape.expression === "document", parameters)) return;
  const replacement = `Expr(${JSON.stringify(node.value)})`;
  report({
    code: "slpy-expression-as-text",
    severity: "warning",
    span: node.span,
    error: `\`${name}\` is plain text, though it looks like an expression.`,
    reason: `Expected Expr("…") around an expression; found ${JSON.stringify(node.value.slice(0, 80))}, which is taken letter by letter.`,
    resolution: `Write \`${name}=${replacement}\` if it is to be evaluated.`,
    fix: { summary: "Flag it as an expression", replacement },
  });
}

/** Begins with a path of the document or a parameter of the pipeline, or joins one to text with `+`. */
function looksLikeExpression(
  text: string,
  document: boolean,
  parameters: ReadonlySet<string>,
): boolean {
  if (document && /^\s*\$(?:\.?[A-Za-z_]|\[['"])/.test(text)) return true;
  if (document && /['"]\s*\+\s*\$[A-Za-z_.[]/.test(text)) return true;
  const [, parameter] = /(?:^\s*|['"]\s*\+\s*)_(\w+)/.exec(text) ?? [];
  return parameter !== undefined && parameters.has(parameter);
}
