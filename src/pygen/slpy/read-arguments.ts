import { nearestNames } from "../../base/nearest.ts";
import { listWords } from "../../pipeline/snap-words.ts";
import { describeNode } from "./describe-node.ts";
import type { PythonArgument, PythonCall, PythonExpression } from "./python-tree.ts";
import type { Report } from "./slpy-finding.ts";

interface ArgumentRules {
  /** `FlowFilter` or `Account`, for the words. */
  readonly callee: string;
  /** Names that may be given. */
  readonly names: readonly string[];
  /** Names that the first arguments without a name stand for. */
  readonly positional?: readonly string[];
  /** Where an argument belongs that is known, but not here. */
  readonly elsewhere?: (name: string) => string | undefined;
}

/** The arguments of a call by name. What is unknown, given twice or without a name is reported and left out. */
export function readArguments(
  call: PythonCall,
  rules: ArgumentRules,
  report: Report,
): ReadonlyMap<string, PythonExpression> {
  const found = new Map<string, PythonExpression>();
  const known = new Set(rules.names);
  let position = 0;
  for (const argument of call.arguments) {
    const name = argument.name ?? rules.positional?.[position++];
    if (name === undefined) reportUnnamed(argument, rules, report);
    else if (!known.has(name)) reportUnknown(name, argument, rules, report);
    else if (found.has(name)) reportTwice(name, argument, rules, report);
    else found.set(name, argument.value);
  }
  return found;
}

function reportUnnamed(
  { value }: PythonArgument,
  { callee, names }: ArgumentRules,
  report: Report,
): void {
  if (value.kind === "refused") return;
  report({
    code: "slpy-unnamed-argument",
    span: value.span,
    error: `An argument of \`${callee}\` has no name.`,
    reason: `Expected arguments such as \`${names[0] ?? "label"}=…\`; found ${describeNode(value)} alone.`,
    resolution: `Put the name of the argument before it. \`${callee}\` has ${nameList(names)}.`,
  });
}

function reportUnknown(
  name: string,
  argument: PythonArgument,
  { callee, names, elsewhere }: ArgumentRules,
  report: Report,
): void {
  const inside = elsewhere?.(name);
  const [near, ...others] = inside === undefined ? nearestNames(name, names) : [];
  report({
    code: "slpy-unknown-argument",
    span: argument.nameSpan,
    error: `\`${callee}\` has no argument \`${name}\`.`,
    reason: `Expected one of ${nameList(names)}; found \`${name}\`.`,
    resolution:
      inside !== undefined
        ? `It belongs one level deeper: \`${inside}\`.`
        : near === undefined
          ? `Remove it, or take one that exists.${names.includes("raw") ? ` A setting that the class does not declare goes into raw={"${name}": …}.` : ""}`
          : `Did you mean ${listWords(
              [near, ...others].map((one) => `\`${one}\``),
              "or",
            )}?`,
    ...(near === undefined ? {} : { fix: { summary: `Name it ${near}`, replacement: near } }),
  });
}

function reportTwice(
  name: string,
  argument: PythonArgument,
  { callee }: ArgumentRules,
  report: Report,
): void {
  report({
    code: "slpy-argument-twice",
    span: argument.nameSpan,
    error: `\`${callee}\` gets \`${name}\` twice.`,
    reason: "Expected each argument once.",
    resolution: "Remove one of them.",
  });
}

function nameList(names: readonly string[]): string {
  return listWords(names.map((name) => `\`${name}\``));
}
