import { nearestNames } from "../../base/nearest.ts";
import { type Json, type JsonObject, setOwn } from "../../base/json.ts";
import { listWords } from "../../pipeline/snap-words.ts";
import { describeNode } from "./describe-node.ts";
import type { PythonExpression } from "./python-tree.ts";
import type { Report } from "./slpy-finding.ts";

/** Readers of single arguments: each gives the value, or reports what it expected and gives `undefined`. */
type Given = PythonExpression | undefined;

/** Text; `None` is as if it were not given. */
export function readText(node: Given, name: string, report: Report): string | undefined {
  if (node === undefined || node.kind === "none" || node.kind === "refused") return undefined;
  if (node.kind === "string") return node.value;
  return reportValue(node, name, 'text such as "orders"', report);
}

export function readFlag(node: Given, name: string, report: Report): boolean | undefined {
  if (node === undefined || node.kind === "none" || node.kind === "refused") return undefined;
  if (node.kind === "boolean") return node.value;
  const lower = node.kind === "name" && /^(?:true|false)$/.test(node.name);
  const fix = lower ? `${node.name.charAt(0).toUpperCase()}${node.name.slice(1)}` : undefined;
  return reportValue(node, name, "True or False", report, fix);
}

export function readInteger(node: Given, name: string, report: Report): number | undefined {
  if (node === undefined || node.kind === "none" || node.kind === "refused") return undefined;
  const isWhole = node.kind === "number" && Number.isSafeInteger(Number(node.value));
  if (isWhole) return Number(node.value);
  return reportValue(node, name, "a whole number", report);
}

/** One of a few words. */
export function readWord<T extends string>(
  node: Given,
  name: string,
  words: readonly T[],
  report: Report,
): T | undefined {
  const text = readText(node, name, report);
  if (text === undefined || node === undefined) return undefined;
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const near = nearestNames(text, words)[0];
  const fix = near === undefined ? undefined : JSON.stringify(near);
  const expected = listWords(
    words.map((word) => `"${word}"`),
    "or",
  );
  return reportValue(node, name, expected, report, fix);
}

/** The items of a list or tuple; `undefined` when it is not given. */
export function readList(
  node: Given,
  name: string,
  what: string,
  report: Report,
): readonly PythonExpression[] | undefined {
  if (node === undefined || node.kind === "none" || node.kind === "refused") return undefined;
  if (node.kind === "list" || node.kind === "tuple") return node.items;
  return reportValue(node, name, what, report);
}

/** A dictionary as JSON; its keys are text. */
export function readJsonObject(node: Given, name: string, report: Report): JsonObject {
  if (node === undefined || node.kind === "none" || node.kind === "refused") return {};
  if (node.kind !== "dictionary") {
    reportValue(node, name, 'a dictionary such as {"key": "value"}', report);
    return {};
  }
  const json: JsonObject = {};
  for (const [key, value] of node.entries) {
    const text = readText(key, `a key of ${name}`, report);
    if (text !== undefined) setOwn(json, text, readJson(value, `${name}["${text}"]`, report));
  }
  return json;
}

function readJson(node: PythonExpression, name: string, report: Report): Json {
  switch (node.kind) {
    case "string":
    case "number":
    case "boolean":
      return node.value;
    case "none":
    case "refused":
      return null;
    case "list":
    case "tuple":
      return node.items.map((item) => readJson(item, name, report));
    case "dictionary":
      return readJsonObject(node, name, report);
    default:
      reportValue(node, name, "text, a number, True, False, None, a list or a dictionary", report);
      return null;
  }
}

/** Reports that an argument holds what it cannot; gives `undefined`, so that a reader can return it. */
export function reportValue(
  node: PythonExpression,
  name: string,
  expected: string,
  report: Report,
  replacement?: string,
): undefined {
  if (node.kind === "refused") return;
  report({
    code: "slpy-wrong-value",
    span: node.span,
    error: `\`${name}\` cannot take ${describeNode(node)}.`,
    reason: `Expected ${expected}; found ${describeNode(node)}.`,
    resolution:
      replacement === undefined ? `Write ${expected}.` : `Write \`${replacement}\` instead.`,
    ...(replacement === undefined ? {} : { fix: { summary: `Write ${replacement}`, replacement } }),
  });
}

/** Reports that a call lacks what it cannot do without. */
export function reportMissing(
  call: PythonExpression,
  callee: string,
  expected: string,
  report: Report,
): void {
  report({
    code: "slpy-missing-argument",
    span: call.span,
    error: `\`${callee}\` lacks an argument.`,
    reason: `Expected ${expected}; found ${describeNode(call)} without it.`,
    resolution: `Write ${expected}.`,
  });
}
