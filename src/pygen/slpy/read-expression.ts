import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../base/finding.ts";
import { childrenOf, type PythonReader } from "./parse-python.ts";
import type { PythonArgument, PythonExpression, PythonString } from "./python-tree.ts";
import { readPythonString } from "./read-python-string.ts";
import { refusedSyntax } from "./refused-syntax.ts";

/** An expression as plain data; what SLPy does not have is reported and becomes `refused`. */
export function readExpression(
  node: SyntaxNode,
  reader: PythonReader,
  depth: number,
): PythonExpression {
  if (depth > reader.depthMax) return refuseDepth(node, reader);
  const span = spanOf(node);
  const read = (child: SyntaxNode): PythonExpression => readExpression(child, reader, depth + 1);
  switch (node.name) {
    case "String":
    case "ContinuedString":
      return readStrings(node, reader);
    case "Number":
      return { kind: "number", value: readNumber(textOf(node, reader)), span };
    case "Boolean":
      return { kind: "boolean", value: textOf(node, reader) === "True", span };
    case "None":
      return { kind: "none", span };
    case "VariableName":
      return { kind: "name", name: textOf(node, reader), span };
    case "ParenthesizedExpression":
      return readParenthesised(node, reader, read);
    case "ArrayExpression":
    case "TupleExpression":
      return readItems(node, reader, read);
    case "DictionaryExpression":
      return readDictionary(node, reader, read);
    case "UnaryExpression":
      return readNegative(node, reader);
    case "MemberExpression":
      return readMember(node, reader, read);
    case "CallExpression":
      return readCall(node, reader, read);
    case "BinaryExpression":
      return readChain(node, reader, read);
    default:
      return refuse(node, reader);
  }
}

type Read = (child: SyntaxNode) => PythonExpression;

/** Reports a construct that SLPy does not have. */
export function refuse(node: SyntaxNode, reader: PythonReader): PythonExpression {
  const span = firstLine(spanOf(node), reader.source);
  const found = reader.source.slice(span.start, span.end).slice(0, 40);
  const known = Object.hasOwn(refusedSyntax, node.name) ? refusedSyntax[node.name] : undefined;
  const [what, instead] = known ?? [`\`${found}\``, "Remove it."];
  reader.report({
    code: "slpy-not-allowed",
    span,
    error: `SLPy has no ${what.replace(/^an? /, "")}.`,
    reason: `SLPy only declares: imports from slpy, the Pipeline, Snaps and links, with literal values; found ${what} in \`${found}\`.`,
    resolution: instead,
  });
  return { kind: "refused", span };
}

function refuseDepth(node: SyntaxNode, reader: PythonReader): PythonExpression {
  const span = spanOf(node);
  reader.report({
    code: "slpy-too-deep",
    span: { start: span.start, end: Math.min(span.end, span.start + 1) },
    error: "The text is nested too deeply.",
    reason: `Expected at most ${reader.depthMax} levels of brackets and calls (limit \`jsonDepthMax\`).`,
    resolution: "Write fewer levels; no pipeline needs such nesting.",
  });
  return { kind: "refused", span };
}

function readStrings(node: SyntaxNode, reader: PythonReader): PythonExpression {
  const parts = node.name === "String" ? [node] : childrenOf(node);
  const strings: PythonString[] = [];
  for (const part of parts) {
    if (part.name !== "String") return refuse(part, reader);
    const string = readPythonString(textOf(part, reader), part.from);
    if (string === undefined) return refuseBytes(part, reader);
    strings.push(string);
  }
  const [only] = strings;
  if (strings.length === 1 && only !== undefined) return only;
  return {
    kind: "string",
    value: strings.map((string) => string.value).join(""),
    span: spanOf(node),
  };
}

function refuseBytes(node: SyntaxNode, reader: PythonReader): PythonExpression {
  const span = spanOf(node);
  reader.report({
    code: "slpy-not-allowed",
    span,
    error: "SLPy has no bytes.",
    reason: `Expected text such as "abc"; found \`${textOf(node, reader).slice(0, 40)}\`.`,
    resolution: "Remove the b before the quote.",
  });
  return { kind: "refused", span };
}

/** A whole number beyond 2^53 keeps its digits. */
function readNumber(text: string): number | bigint {
  const plain = text.replaceAll("_", "");
  const number = Number(plain);
  if (/^(?:\d+|0[xob][\da-f]+)$/i.test(plain) && !Number.isSafeInteger(number))
    return BigInt(plain);
  return number;
}

function readParenthesised(node: SyntaxNode, reader: PythonReader, read: Read): PythonExpression {
  const [, inner] = childrenOf(node);
  return inner === undefined || inner.name === "*" ? refuse(node, reader) : read(inner);
}

function readItems(node: SyntaxNode, reader: PythonReader, read: Read): PythonExpression {
  const children = childrenOf(node);
  const star = children.find((child) => child.name === "*");
  if (star !== undefined) return refuseStar(star, reader);
  return {
    kind: node.name === "ArrayExpression" ? "list" : "tuple",
    items: children.filter((child) => !/^[[\](),]$/.test(child.name)).map(read),
    span: spanOf(node),
  };
}

function refuseStar(node: SyntaxNode, reader: PythonReader): PythonExpression {
  const span = spanOf(node);
  reader.report({
    code: "slpy-not-allowed",
    span,
    error: `SLPy cannot unpack with \`${node.name}\`.`,
    reason: `Expected the values written out; found \`${node.name}\`.`,
    resolution: "Write each item or argument where it belongs.",
  });
  return { kind: "refused", span };
}

function readDictionary(node: SyntaxNode, reader: PythonReader, read: Read): PythonExpression {
  const children = childrenOf(node);
  const star = children.find((child) => child.name === "**");
  if (star !== undefined) return refuseStar(star, reader);
  const parts = children.filter((child) => !/^[{}:,]$/.test(child.name)).map(read);
  const entries: (readonly [PythonExpression, PythonExpression])[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [key, value] = [parts[index], parts[index + 1]];
    if (key !== undefined && value !== undefined) entries.push([key, value]);
  }
  return { kind: "dictionary", entries, span: spanOf(node) };
}

function readNegative(node: SyntaxNode, reader: PythonReader): PythonExpression {
  const [sign, operand] = childrenOf(node);
  if (sign === undefined || operand?.name !== "Number") return refuse(node, reader);
  const value = readNumber(textOf(operand, reader));
  const negative = textOf(sign, reader) === "-";
  if (!negative && textOf(sign, reader) !== "+") return refuse(node, reader);
  return { kind: "number", value: negative ? -value : value, span: spanOf(node) };
}

function readMember(node: SyntaxNode, reader: PythonReader, read: Read): PythonExpression {
  const [object, dot, name] = childrenOf(node);
  if (object === undefined || dot?.name !== "." || name === undefined) return refuse(node, reader);
  return { kind: "member", object: read(object), name: textOf(name, reader), span: spanOf(node) };
}

function readCall(node: SyntaxNode, reader: PythonReader, read: Read): PythonExpression {
  const [callee, list] = childrenOf(node);
  if (callee === undefined || list === undefined) return refuse(node, reader);
  const parts = childrenOf(list).slice(1, -1);
  const found: PythonArgument[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === undefined || part.name === ",") continue;
    if (part.name === "*" || part.name === "**") return refuseStar(part, reader);
    if (part.name === "for") return refuse(node, reader);
    const value = parts[at + 2];
    if (parts[at + 1]?.name === "AssignOp" && value !== undefined) {
      const name = textOf(part, reader);
      found.push({ name, nameSpan: spanOf(part), value: read(value) });
      at += 2;
    } else found.push({ nameSpan: spanOf(part), value: read(part) });
  }
  return { kind: "call", callee: read(callee), arguments: found, span: spanOf(node) };
}

/** `a > b > c` leans to the left; it is unrolled here, however long. */
function readChain(node: SyntaxNode, reader: PythonReader, read: Read): PythonExpression {
  const items: SyntaxNode[] = [];
  let at = node;
  for (;;) {
    const [left, operator, right] = childrenOf(at);
    const isLink = operator?.name === "CompareOp" && textOf(operator, reader) === ">";
    if (left === undefined || right === undefined || !isLink) return refuse(at, reader);
    items.unshift(right);
    if (left.name !== "BinaryExpression") {
      items.unshift(left);
      return { kind: "chain", items: items.map(read), span: spanOf(node) };
    }
    at = left;
  }
}

export function spanOf(node: { readonly from: number; readonly to: number }): Span {
  return { start: node.from, end: node.to };
}

function firstLine(span: Span, source: string): Span {
  const line = source.slice(span.start, span.end).search(/[\r\n]/);
  return line < 0 ? span : { start: span.start, end: span.start + line };
}

function textOf(node: SyntaxNode, { source }: PythonReader): string {
  return source.slice(node.from, node.to);
}
