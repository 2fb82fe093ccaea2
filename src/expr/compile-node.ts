import { unreachable } from "../base/errors.ts";
import type { Expression } from "./ast.ts";
import { compileArrow } from "./compile-arrow.ts";
import { compileCall } from "./compile-call.ts";
import { compileConditional, compileLogical } from "./compile-conditional.ts";
import { compileIndex } from "./compile-index.ts";
import { compileArray, compileObject } from "./compile-literal.ts";
import { compileMatch } from "./compile-match.ts";
import { compileMember } from "./compile-member.ts";
import { compileName } from "./compile-name.ts";
import { compileBinary, compileUnary } from "./compile-operator.ts";
import { RegexValue } from "./regex-value.ts";
import { type Code, code, fixedCode, type Names, type Unit } from "./unit.ts";

/** Compiles one node of a checked tree. */
export function compileNode(node: Expression, unit: Unit, names: Names | undefined): Code {
  switch (node.kind) {
    case "literal":
      return fixedCode(node.value);
    case "regex": {
      unit.foreign = true;
      const { source, flags } = node;
      if (flags.includes("y")) return code(() => new RegexValue(new RegExp(source, flags)));
      // Without `y` no method keeps a position in it, so all evaluations share one.
      const shared = new RegexValue(new RegExp(source, flags));
      return code(() => shared);
    }
    case "document":
      unit.usesDocument = true;
      return code((frame) => frame.document);
    case "name":
      return compileName(node, unit, names);
    case "member":
      return compileMember(node, unit, names);
    case "index":
      return compileIndex(node, unit, names);
    case "call":
      return compileCall(node, unit, names);
    case "unary":
      return compileUnary(node, unit, names);
    case "binary":
      return compileBinary(node, unit, names);
    case "logical":
      return compileLogical(node, unit, names);
    case "conditional":
      return compileConditional(node, unit, names);
    case "array":
      return compileArray(node, unit, names);
    case "object":
      return compileObject(node, unit, names);
    case "arrow":
      return compileArrow(node, unit, names);
    case "match":
      return compileMatch(node, unit, names);
    default:
      return unreachable(node);
  }
}
