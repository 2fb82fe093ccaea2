import type { NameNode } from "./ast.ts";
import type { CheckContext } from "./check-context.ts";
import { globalFunctionNames, namespaceNames } from "./functions/namespaces.ts";
import { findingAt } from "./problem.ts";

const scopeNames = ["pipe", "snap", "task", "lib", "NaN", "Infinity"];
const selfNames = ["this", "__parent__", "__root__", "__path__", "__name__"];
/** Names that JavaScript has and this language has not. */
const foreign: Readonly<Record<string, string>> = {
  Boolean: "Write `!!value` for a boolean.",
  Number: "Write `parseFloat(value)` for a number.",
  RegExp: "Write a literal such as /x/g.",
  Map: "Write an object literal.",
  Set: "Write an array literal.",
  console: "Expressions print nothing; write the value into a field.",
  window: "Expressions have no window.",
  process: "Expressions have no process; use `pipe`.",
  require: "Name the expression library in the pipeline's settings and read `lib.name.member`.",
};

/** Checks a bare name: bound around it, a parameter, or a name of the language. */
export function checkName(node: NameNode, context: CheckContext, locals: readonly string[]): void {
  const { name, span } = node;
  if (locals.includes(name) || scopeNames.includes(name)) return;
  if (globalFunctionNames().includes(name)) return;
  if (selfNames.includes(name)) return checkSelf(node, context);
  if (name.startsWith("_")) return checkParameter(node, context);
  if (namespaceNames().includes(name)) {
    context.findings.push(
      findingAt(
        span,
        "expression-unknown-name",
        `\`${name}\` is no value by itself.`,
        `It holds functions, such as those after \`${name}.\`.`,
        name === "String"
          ? "Write `value.toString()` for a text."
          : `Call a function of it: \`${name}.…()\`.`,
      ),
    );
    return;
  }
  unknownName(node, context, locals);
}

function unknownName(node: NameNode, context: CheckContext, locals: readonly string[]): void {
  const { name, span } = node;
  const { parameters } = context.names;
  const error = `\`${name}\` is not known.`;
  const reason =
    "A bare name is a function, a name of an arrow function, or `pipe`, `snap`, `task`, `lib`.";
  const advice = Object.hasOwn(foreign, name) ? foreign[name] : undefined;
  if (advice !== undefined) {
    context.findings.push(findingAt(span, "expression-unknown-name", error, reason, advice));
    return;
  }
  if (parameters.includes(name)) {
    const near = [`_${name}`];
    return context.unknown(span, "expression-unknown-name", error, reason, near, "");
  }
  const known = [...locals, ...scopeNames, ...globalFunctionNames(), ...namespaceNames()];
  const otherwise = `Read a field as \`$${name}\`, write a text as '${name}', or a parameter as \`_${name}\`.`;
  context.unknown(
    span,
    "expression-unknown-name",
    error,
    reason,
    context.nearest(name, known),
    otherwise,
  );
}

function checkSelf(node: NameNode, context: CheckContext): void {
  const { name } = node;
  context.findings.push(
    findingAt(
      node.span,
      "expression-unknown-name",
      `\`${name}\` has no meaning here.`,
      name.startsWith("__p") || name === "__name__"
        ? "It exists inside an expression library or a nested object literal."
        : "It stands for the object literal around it, and there is none.",
      "Read the document as `$`.",
    ),
  );
}

function checkParameter(node: NameNode, context: CheckContext): void {
  const { name, span } = node;
  const { parameters } = context.names;
  if (parameters.includes(name.slice(1))) return;
  const known = parameters.map((parameter) => `_${parameter}`);
  context.unknown(
    span,
    "expression-unknown-parameter",
    `The pipeline has no parameter \`${name}\`.`,
    known.length === 0 ? "It has no parameters." : `It has ${known.join(", ")}.`,
    context.nearest(name, known),
    `Add the parameter \`${name.slice(1)}\` to the pipeline, or use one that it has.`,
  );
}
