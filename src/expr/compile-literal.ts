import { setOwn } from "../base/json.ts";
import type { ArrayNode, Expression, ObjectNode, SpreadNode } from "./ast.ts";
import { describe } from "./call-site.ts";
import { compileNode } from "./compile-node.ts";
import type { Closure } from "./frame.ts";
import { Frame } from "./frame.ts";
import { isMap, type Operand, type OperandMap } from "./operand.ts";
import { toText } from "./to-text.ts";
import { type Code, code, failure, type Names, type Unit } from "./unit.ts";

type AddItem = (list: Operand[], frame: Frame) => void;
type AddMember = (map: OperandMap, frame: Frame) => void;

export function compileArray(node: ArrayNode, unit: Unit, names: Names | undefined): Code {
  return code(compileItems(node.items, unit, names));
}

/** A closure that makes a fresh list of the items, with spreads laid out. */
export function compileItems(
  items: readonly (Expression | SpreadNode)[],
  unit: Unit,
  names: Names | undefined,
): (frame: Frame) => Operand[] {
  if (items.some((item) => item.kind === "spread")) {
    const adders = items.map((item) => itemAdder(item, unit, names));
    return (frame) => {
      const list: Operand[] = [];
      for (const add of adders) add(list, frame);
      return list;
    };
  }
  const closures = items.map((item) => valueClosure(item, unit, names));
  return (frame) => {
    const list: Operand[] = [];
    for (const closure of closures) list.push(closure(frame));
    return list;
  };
}

function valueClosure(
  item: Expression | SpreadNode,
  unit: Unit,
  names: Names | undefined,
): Closure {
  return compileNode(item.kind === "spread" ? item.operand : item, unit, names).run;
}

function itemAdder(item: Expression | SpreadNode, unit: Unit, names: Names | undefined): AddItem {
  const run = valueClosure(item, unit, names);
  if (item.kind !== "spread") return (list, frame) => void list.push(run(frame));
  const { expressionOutputSizeMax } = unit.scope.limits;
  return (list, frame) => {
    const value = run(frame);
    if (value === null && unit.nullSafe) return;
    if (typeof value !== "string" && !Array.isArray(value))
      throw notSpreadable(item, value, "a list");
    if (list.length + value.length > expressionOutputSizeMax) {
      throw failure(
        item.span,
        "limit-reached",
        "The list is too long.",
        `More than ${expressionOutputSizeMax} elements (limit expressionOutputSizeMax).`,
        "Build less at once.",
      );
    }
    for (const element of value) list.push(element);
  };
}

export function compileObject(node: ObjectNode, unit: Unit, names: Names | undefined): Code {
  const own = unit.selfNames ? { names: ["this"], parent: names } : names;
  const adders = node.members.map((member) =>
    member.kind === "spread"
      ? spreadAdder(member, unit, own)
      : memberAdder(member.key, member.value, unit, own),
  );
  if (!unit.selfNames) {
    return code((frame) => {
      const map: OperandMap = {};
      for (const add of adders) add(map, frame);
      return map;
    });
  }
  return code((frame) => {
    const map: OperandMap = {};
    const inner = new Frame(frame.document, frame.meter, frame);
    inner.a = map;
    for (const add of adders) add(map, inner);
    return map;
  });
}

function memberAdder(
  key: string | Expression,
  value: Expression,
  unit: Unit,
  names: Names | undefined,
): AddMember {
  const { run } = compileNode(value, unit, names);
  if (typeof key === "string") return (map, frame) => setOwn(map, key, run(frame));
  const { run: name } = compileNode(key, unit, names);
  return (map, frame) => setOwn(map, toText(name(frame)), run(frame));
}

function spreadAdder(item: SpreadNode, unit: Unit, names: Names | undefined): AddMember {
  const { run } = compileNode(item.operand, unit, names);
  return (map, frame) => {
    const value = run(frame);
    if (value === null) return;
    if (!isMap(value)) throw notSpreadable(item, value, "an object");
    for (const key of Object.keys(value)) setOwn(map, key, value[key] ?? null);
  };
}

function notSpreadable(item: SpreadNode, value: Operand, expected: string): Error {
  return failure(
    item.span,
    "wrong-argument",
    "`...` cannot lay out this value.",
    `Expected ${expected} and found ${describe(value)}.`,
    "Write `...sl.ensureArray(value)` for a list, or an object.",
  );
}
