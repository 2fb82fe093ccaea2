import { unreachable } from "../base/errors.ts";
import type { BinaryNode } from "./ast.ts";
import { compileNode } from "./compile-node.ts";
import { DateTime } from "./date/date-time.ts";
import { LocalDate } from "./date/local-date.ts";
import { LocalDateTime } from "./date/local-date-time.ts";
import { LocalTime } from "./date/local-time.ts";
import { isMap, type Operand } from "./operand.ts";
import { isTypeName, type TypeName } from "./type-names.ts";
import { type Code, code, folded, type Names, type Unit } from "./unit.ts";

/** `value instanceof Type`; the checker has seen to it that the right side is the name of a type. */
export function compileInstanceOf(node: BinaryNode, unit: Unit, names: Names | undefined): Code {
  const left = compileNode(node.left, unit, names);
  const { right } = node;
  if (right.kind !== "name" || !isTypeName(right.name)) return code(() => false);
  const { name } = right;
  const { run } = left;
  return folded((frame) => isInstance(run(frame), name), unit, left);
}

export function isInstance(value: Operand, type: TypeName): boolean {
  switch (type) {
    case "Null":
      return value === null;
    case "Boolean":
      return typeof value === "boolean";
    case "String":
      return typeof value === "string";
    case "Number":
      return typeof value === "number" || typeof value === "bigint";
    case "Object":
      return isMap(value);
    case "Array":
      return Array.isArray(value);
    case "Date":
    case "DateTime":
      return value instanceof DateTime;
    case "LocalDate":
      return value instanceof LocalDate;
    case "LocalTime":
      return value instanceof LocalTime;
    case "LocalDateTime":
      return value instanceof LocalDateTime;
    case "Uint8Array":
      return value instanceof Uint8Array;
    default:
      return unreachable(type);
  }
}
