import { unreachable } from "../../../base/errors.ts";
import { getOwn } from "../../../base/json.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { isValueMap } from "../../../expr/path/value-map.ts";
import { valueText } from "../text/value-text.ts";
import { evaluateBinary, isTrue } from "./evaluate-binary.ts";
import type { Reference, TemplateExpression, TemplateNode } from "./template-node.ts";

export interface RenderOptions {
  /** Pipeline parameters, which `$_name` refers to. */
  readonly parameters: Readonly<Record<string, string | null>>;
  /** What `$name` refers to. */
  readonly document: Document;
  readonly stepsMax: number;
  readonly outputLengthMax: number;
  /** What is done to the text of a value that goes in, such as escaping it; nothing by default. */
  readonly escape?: (text: string) => string;
}

/**
 * Renders a template. A reference without a value is written as it stands, as Velocity does it. Text goes in as it is; a
 * list or map goes in as JSON. Nothing but own fields can be reached, and steps and output are limited.
 */
export function renderTemplate(nodes: readonly TemplateNode[], options: RenderOptions): string {
  const variables = new Map<string, Value | undefined>();
  let output = "";
  let steps = 0;
  renderAll(nodes);
  return output;

  function renderAll(list: readonly TemplateNode[]): void {
    for (const node of list) {
      countStep();
      render(node);
    }
  }

  function render(node: TemplateNode): void {
    switch (node.kind) {
      case "text":
        return write(node.text);
      case "reference":
        return write(referenceText(node.reference));
      case "set":
        variables.set(node.name, evaluate(node.value));
        return undefined;
      case "if": {
        const taken = node.branches.find(
          ({ condition }) => condition === undefined || isTrue(evaluate(condition)),
        );
        return renderAll(taken?.body ?? []);
      }
      case "foreach":
        return renderForeach(node);
    }
  }

  function renderForeach(node: TemplateNode & { readonly kind: "foreach" }): void {
    const value = evaluate(node.list);
    const items = Array.isArray(value) ? value : isValueMap(value) ? Object.values(value) : [];
    const before = [node.name, "foreach", "velocityCount"].map(
      (name) => [name, variables.has(name), variables.get(name)] as const,
    );
    for (const [index, item] of items.entries()) {
      countStep();
      variables.set(node.name, item);
      const hasNext = index + 1 < items.length;
      const state = { index, count: index + 1, hasNext, first: index === 0, last: !hasNext };
      variables.set("foreach", state);
      variables.set("velocityCount", index + 1);
      renderAll(node.body);
    }
    for (const [name, existed, old] of before) {
      if (existed) variables.set(name, old);
      else variables.delete(name);
    }
  }

  function referenceText(reference: Reference): string {
    const value = resolve(reference);
    const backslash = reference.escaped ? "\\" : "";
    if (value === undefined || value === null) {
      return reference.quiet ? backslash : backslash + reference.source;
    }
    if (reference.escaped) return reference.source;
    const text = valueText(value);
    return options.escape === undefined ? text : options.escape(text);
  }

  function resolve(reference: Reference): Value | undefined {
    let value = rootValue(reference.name);
    for (const step of reference.steps) {
      const key = typeof step === "string" ? step : evaluate(step);
      value = child(value, key);
    }
    return value;
  }

  function rootValue(name: string): Value | undefined {
    if (variables.has(name)) return variables.get(name);
    const parameter = name.startsWith("_") ? getOwn(options.parameters, name.slice(1)) : undefined;
    return parameter ?? getOwn(options.document, name);
  }

  function evaluate(expression: TemplateExpression): Value | undefined {
    countStep();
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "interpolated":
        return interpolate(expression.nodes);
      case "reference":
        return resolve(expression.reference);
      case "list":
        return expression.items.map((item) => evaluate(item) ?? null);
      case "range":
        return range(evaluate(expression.from), evaluate(expression.to));
      case "not":
        return !isTrue(evaluate(expression.operand));
      case "binary": {
        const { operator, left, right } = expression;
        if (operator === "&&") return isTrue(evaluate(left)) && isTrue(evaluate(right));
        if (operator === "||") return isTrue(evaluate(left)) || isTrue(evaluate(right));
        return bounded(evaluateBinary(operator, evaluate(left), evaluate(right)));
      }
      default:
        return unreachable(expression);
    }
  }

  function interpolate(list: readonly TemplateNode[]): string {
    const before = output;
    output = "";
    renderAll(list);
    const text = output;
    output = before;
    return text;
  }

  function range(from: Value | undefined, to: Value | undefined): Value[] {
    if (!Number.isInteger(from) || !Number.isInteger(to)) return [];
    const start = Number(from);
    const end = Number(to);
    countStep(Math.abs(end - start));
    const direction = end < start ? -1 : 1;
    return Array.from({ length: Math.abs(end - start) + 1 }, (_, i) => start + i * direction);
  }

  function write(text: string): void {
    output += text;
    bounded(output);
  }

  function bounded<T extends Value>(value: T): T {
    if (typeof value === "string" && value.length > options.outputLengthMax) {
      refuse(`output of at most ${options.outputLengthMax} characters (templateOutputLengthMax)`);
    }
    return value;
  }

  function countStep(count = 1): void {
    steps += count;
    if (steps > options.stepsMax) refuse(`at most ${options.stepsMax} steps (templateStepsMax)`);
  }
}

function child(value: Value | undefined, key: Value | undefined): Value | undefined {
  if (Array.isArray(value)) {
    if (key === "size") return value.length;
    return typeof key === "number" ? value[key] : undefined;
  }
  if (!isValueMap(value) || (typeof key !== "string" && typeof key !== "number")) return undefined;
  return getOwn(value, String(key));
}

function refuse(expected: string): never {
  throw new SnapFailure(
    "The template renders without end",
    `Expected ${expected}; it went on.`,
    "Make its loops shorter, or render less for one document.",
  );
}
