import type { ArrowNode } from "./ast.ts";
import { compileNode } from "./compile-node.ts";
import type { Closure } from "./frame.ts";
import { Frame } from "./frame.ts";
import { FunctionValue, type Invoke } from "./function-value.ts";
import type { Meter } from "./meter.ts";
import type { Operand } from "./operand.ts";
import { type Code, code, failure, type Names, type Unit } from "./unit.ts";

/** Compiles an arrow function. Its names get slots of a frame that every call makes anew. */
export function compileArrow(node: ArrowNode, unit: Unit, names: Names | undefined): Code {
  unit.foreign = true;
  const own = { names: node.parameters.map((parameter) => parameter.name), parent: names };
  const { run: body } = compileNode(node.body, unit, own);
  const guarded = withDepth(node, body);
  const plain = node.parameters.every((item) => !item.rest && item.fallback === null);
  if (plain && node.parameters.length <= 3)
    return code((frame) => new FunctionValue(direct(frame, guarded)));
  const fillers = node.parameters.map((parameter, index): Filler => {
    if (parameter.rest) return (frame, values) => frame.set(index, values.slice(index));
    if (parameter.fallback === null) return (frame, values) => frame.set(index, values[index]);
    const { run: fallback } = compileNode(parameter.fallback, unit, own);
    return (frame, values) => frame.set(index, values[index] ?? fallback(frame));
  });
  return code((frame) => new FunctionValue(filled(frame, guarded, fillers)));
}

type Filler = (frame: Frame, values: readonly Operand[]) => void;

function direct(outer: Frame, body: Closure): Invoke {
  const { document } = outer;
  return (meter, a, b, c, all) => {
    const frame = new Frame(document, meter, outer);
    frame.a = a;
    frame.b = b;
    frame.c = c;
    if (all !== undefined) {
      [frame.a, frame.b, frame.c] = all;
    }
    return body(frame);
  };
}

function filled(outer: Frame, body: Closure, fillers: readonly Filler[]): Invoke {
  const { document } = outer;
  return (meter, a, b, c, all) => {
    const frame = new Frame(document, meter, outer);
    const values = all ?? given(a, b, c);
    for (const fill of fillers) fill(frame, values);
    return body(frame);
  };
}

function given(
  a: Operand | undefined,
  b: Operand | undefined,
  c: Operand | undefined,
): readonly Operand[] {
  if (a === undefined) return [];
  if (b === undefined) return [a];
  return c === undefined ? [a, b] : [a, b, c];
}

/** Functions that call each other, which only libraries can, stop at the depth limit. */
function withDepth(node: ArrowNode, body: Closure): Closure {
  return (frame) => {
    const { meter } = frame;
    enter(node, meter);
    const result = body(frame);
    meter.depth--;
    return result;
  };
}

function enter(node: ArrowNode, meter: Meter): void {
  meter.depth++;
  meter.steps++;
  const { expressionDepthMax, expressionStepsMax } = meter.limits;
  if (meter.depth > expressionDepthMax) {
    throw failure(
      node.span,
      "limit-reached",
      "The function calls itself too deeply.",
      `More than ${expressionDepthMax} calls are open (limit expressionDepthMax).`,
      "End the recursion earlier.",
    );
  }
  if (meter.steps > expressionStepsMax) {
    throw failure(
      node.span,
      "limit-reached",
      "The expression does too much work.",
      `More than ${expressionStepsMax} calls (limit expressionStepsMax).`,
      "Split the work over several documents.",
    );
  }
}
