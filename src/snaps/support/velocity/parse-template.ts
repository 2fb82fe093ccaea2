import { parseTemplateExpression } from "./parse-expression.ts";
import { parseReference } from "./parse-reference.ts";
import type { Branch, TemplateNode } from "./template-node.ts";
import { expect, failAt, match, nested, type TemplateCursor } from "./template-cursor.ts";

/**
 * Parses a template of the Velocity language: comments, `[[raw]]`, references, `#if`, `#foreach`, `#set`. A `$` or `#`
 * that starts none of them is text. Throws a `SnapFailure` that names the line.
 */
export function parseTemplate(text: string, depthMax: number): readonly TemplateNode[] {
  const cursor: TemplateCursor = { text, at: 0, depth: 0, depthMax };
  const nodes = parseNodes(cursor);
  if (cursor.at < text.length) failAt(cursor, "no `#else`, `#elseif` or `#end` without an `#if`");
  return nodes;
}

function parseNodes(cursor: TemplateCursor): TemplateNode[] {
  const nodes: TemplateNode[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") nodes.push({ kind: "text", text });
    text = "";
  };
  while (cursor.at < cursor.text.length) {
    if (atBlockEnd(cursor)) break;
    const plain = match(cursor, /[^$#\\]+/y);
    if (plain !== undefined) {
      text += plain[0];
      continue;
    }
    if (skipComment(cursor)) continue;
    const raw = match(cursor, /#\[\[([^]*?)\]\]#/y);
    if (raw !== undefined) {
      text += raw[1] ?? "";
      continue;
    }
    const node = parseReferenceNode(cursor) ?? parseDirective(cursor);
    if (node === undefined) {
      text += cursor.text.charAt(cursor.at++);
    } else {
      flush();
      nodes.push(node);
    }
  }
  flush();
  return nodes;
}

function parseReferenceNode(cursor: TemplateCursor): TemplateNode | undefined {
  const reference = parseReference(cursor);
  return reference === undefined ? undefined : { kind: "reference", reference };
}

/** A line comment takes its line break with it. */
function skipComment(cursor: TemplateCursor): boolean {
  if (match(cursor, /##[^\n]*(\n|$)/y) !== undefined) return true;
  if (!cursor.text.startsWith("#*", cursor.at)) return false;
  expect(cursor, /#\*[^]*?\*#/y, "a comment that ends with `*#`");
  return true;
}

function parseDirective(cursor: TemplateCursor): TemplateNode | undefined {
  const name = match(cursor, /#\{?(if|foreach|set)\}?[ \t]*\(/y)?.[1];
  if (name === undefined) return undefined;
  return nested(cursor, () => {
    if (name === "if") return parseIf(cursor);
    return name === "foreach" ? parseForeach(cursor) : parseSet(cursor);
  });
}

function parseIf(cursor: TemplateCursor): TemplateNode {
  const branches: Branch[] = [];
  let condition: Branch["condition"] = parseCondition(cursor);
  for (;;) {
    branches.push({ condition, body: parseNodes(cursor) });
    if (match(cursor, /#\{?elseif\}?[ \t]*\(/y) !== undefined) {
      condition = parseCondition(cursor);
    } else if (match(cursor, /#\{else\}|#else\b/y) !== undefined) {
      branches.push({ condition: undefined, body: parseNodes(cursor) });
      break;
    } else {
      break;
    }
  }
  expectEnd(cursor, "if");
  return { kind: "if", branches };
}

function parseCondition(cursor: TemplateCursor): Branch["condition"] {
  const condition = parseTemplateExpression(cursor, parseTemplate);
  expect(cursor, /\s*\)/y, "`)` after the condition");
  return condition;
}

function parseForeach(cursor: TemplateCursor): TemplateNode {
  const name = expectName(cursor);
  expect(cursor, /\s*in\b\s*/y, "`in` between the name and the list");
  const list = parseTemplateExpression(cursor, parseTemplate);
  expect(cursor, /\s*\)/y, "`)` after the list");
  const body = parseNodes(cursor);
  expectEnd(cursor, "foreach");
  return { kind: "foreach", name, list, body };
}

function parseSet(cursor: TemplateCursor): TemplateNode {
  const name = expectName(cursor);
  expect(cursor, /\s*=/y, "`=` after the name");
  const value = parseTemplateExpression(cursor, parseTemplate);
  expect(cursor, /\s*\)[ \t]*\n?/y, "`)` after the value");
  return { kind: "set", name, value };
}

function expectName(cursor: TemplateCursor): string {
  const name = expect(cursor, /\s*\$!?\{?([A-Za-z_]\w*)\}?/y, "a name such as `$item`")[1];
  return name ?? "";
}

function expectEnd(cursor: TemplateCursor, directive: string): void {
  expect(cursor, /#\{end\}|#end\b/y, `\`#end\` of \`#${directive}\``);
}

function atBlockEnd(cursor: TemplateCursor): boolean {
  const at = cursor.at;
  const found = match(cursor, /#\{?(else|elseif|end)\b\}?/y) !== undefined;
  cursor.at = at;
  return found;
}
