import type { MemberNode, NameNode } from "./ast.ts";
import { CallSite } from "./call-site.ts";
import { FunctionValue } from "./function-value.ts";
import { findFunction, isVolatile, namespaceConstant } from "./functions/namespaces.ts";
import { callMethod, type Method } from "./method.ts";
import type { Operand } from "./operand.ts";
import { type Code, code, fixedCode, type Unit } from "./unit.ts";

/** The function that `name(…)` or `namespace.name(…)` calls; notes when its answer varies. */
export function staticFunction(
  namespace: string | undefined,
  name: string,
  unit: Unit,
): Method<null> | undefined {
  const method = findFunction(namespace, name);
  if (method !== undefined && isVolatile(namespace, name)) unit.volatile = true;
  return method;
}

/** A global function used as a value, as in `$list.map(parseFloat)`. */
export function functionOfName(node: NameNode, unit: Unit): Code | undefined {
  const method = staticFunction(undefined, node.name, unit);
  return method === undefined ? undefined : asValue(method, node.name, node, unit);
}

/** A constant or function of a namespace used as a value: `Math.PI`, `$list.map(Math.round)`. */
export function namespaceMember(node: MemberNode, namespace: string, unit: Unit): Code | undefined {
  const constant = namespaceConstant(namespace, node.name);
  if (constant !== undefined) return fixedCode(constant);
  const method = staticFunction(namespace, node.name, unit);
  if (method === undefined) return undefined;
  return asValue(method, `${namespace}.${node.name}`, node, unit);
}

/** A function used as a callback gets the value alone, so that an index is not taken for a radix. */
function asValue(
  method: Method<null>,
  name: string,
  node: NameNode | MemberNode,
  unit: Unit,
): Code {
  unit.foreign = true;
  const site = new CallSite(name, node.span, unit.scope, unit.meter);
  const value = new FunctionValue((meter, a) => {
    site.meter = meter;
    const values: readonly Operand[] = a === undefined ? [] : [a];
    return callMethod(method, site, null, values);
  });
  return code(() => value);
}
