import { getOwn } from "../../base/json.ts";
import { nearestNames } from "../../base/nearest.ts";
import { listWords } from "../../pipeline/snap-words.ts";
import type { CompileContext } from "./compile-context.ts";
import { describeNode, dottedName } from "./describe-node.ts";
import { type LinkStatement, readChain, readConnect } from "./link-statement.ts";
import { pipelineAttributes } from "./pipeline-statement.ts";
import type { PythonCall, PythonExpression, PythonStatement } from "./python-tree.ts";

/** The statements of a text, sorted by what they are. */
export interface Statements {
  readonly pipeline: { readonly variable: string; readonly call: PythonCall } | undefined;
  /** `p.param_table = …`, by the name after the dot. */
  readonly attributes: ReadonlyMap<string, PythonExpression>;
  readonly snaps: readonly { readonly variable: string; readonly call: PythonCall }[];
  readonly links: readonly LinkStatement[];
  /** Variables that were assigned what is no Snap, as has been reported; links to them are no further mistake. */
  readonly failed: ReadonlySet<string>;
  /** The text at the top of the file. */
  readonly docstring: string | undefined;
}

/** The names that `from slpy import …` gives. */
const helperNames = [
  "Account",
  "Expr",
  "Library",
  "Missing",
  "Param",
  "Pipeline",
  "Plain",
  "Raw",
  "View",
];

export function readStatements(
  statements: readonly PythonStatement[],
  context: CompileContext,
): Statements {
  const reader = createReader(context);
  for (const [index, statement] of statements.entries()) {
    if (statement.kind === "import") reader.readImport(statement);
    else if (statement.kind === "assignment") reader.readAssignment(statement);
    else reader.readExpression(statement.value, index === 0);
  }
  return reader.found;
}

type Statement<Kind> = Extract<PythonStatement, { kind: Kind }>;

function createReader(context: CompileContext): {
  readonly found: Statements;
  readonly readImport: (statement: Statement<"import">) => void;
  readonly readAssignment: (statement: Statement<"assignment">) => void;
  readonly readExpression: (value: PythonExpression, first: boolean) => void;
} {
  const { report, classes } = context;
  const attributes = new Map<string, PythonExpression>();
  const snaps: { variable: string; call: PythonCall }[] = [];
  const links: LinkStatement[] = [];
  const variables = new Set<string>();
  const failed = new Set<string>();
  let pipeline: Statements["pipeline"];
  let docstring: string | undefined;

  const assign = (variable: string, value: PythonExpression, target: PythonExpression): void => {
    if (value.kind !== "call") {
      if (value.kind !== "refused") reportPlainVariable(variable, value, context);
      failed.add(variable);
      return;
    }
    if (variables.has(variable)) reportDuplicate(variable, target, context);
    variables.add(variable);
    const callee = dottedName(value.callee) ?? "";
    if (callee === "Pipeline") {
      if (pipeline !== undefined) reportSecondPipeline(value, context);
      pipeline ??= { variable, call: value };
    } else if (callee === "Raw" || classes.has(callee)) snaps.push({ variable, call: value });
    else {
      reportUnknownCall(callee, value, context);
      failed.add(variable);
    }
  };

  return {
    get found() {
      return { pipeline, attributes, snaps, links, failed, docstring };
    },
    readImport: ({ module, names }) => {
      for (const { name, span } of names) {
        if (classes.has(name) || helperNames.includes(name) || module === "slpy.modules") continue;
        reportUnknownName(name, span, context);
      }
    },
    readAssignment: ({ target, value }) => {
      if (target.kind === "name") assign(target.name, value, target);
      else if (target.kind === "member" && dottedName(target.object) === pipeline?.variable) {
        if (attributes.has(target.name)) reportDuplicate(dottedName(target) ?? "", target, context);
        if (!isAttribute(target.name)) reportAttribute(target.name, target, context);
        attributes.set(target.name, value);
      } else if (target.kind !== "refused") reportTarget(target, pipeline?.variable, context);
    },
    readExpression: (value, first) => {
      if (value.kind === "string") {
        if (first) docstring = value.value;
        return;
      }
      if (value.kind === "chain") {
        links.push(...readChain(value, report));
        return;
      }
      if (value.kind === "refused") return;
      const callee = value.kind === "call" ? value.callee : undefined;
      const onPipeline =
        callee?.kind === "member" && dottedName(callee.object) === (pipeline?.variable ?? "p");
      if (value.kind === "call" && onPipeline && callee.name === "connect") {
        links.push(...readConnect(value, report));
      } else reportBare(value, context);
    },
  };
}

function isAttribute(name: string): boolean {
  return pipelineAttributes.some((one) => one === name);
}

function reportPlainVariable(
  variable: string,
  value: PythonExpression,
  { report }: CompileContext,
): void {
  report({
    code: "slpy-not-allowed",
    span: value.span,
    error: `\`${variable}\` is neither the Pipeline nor a Snap.`,
    reason: `Expected \`${variable} = Class(…)\`; found ${describeNode(value)}. Only the Pipeline and its Snaps have variables.`,
    resolution:
      "Write the value where it is used. A value that changes from run to run is a parameter: p.param_table = [Param(key=…, value=…)].",
  });
}

function reportDuplicate(
  variable: string,
  target: PythonExpression,
  { report }: CompileContext,
): void {
  report({
    code: "slpy-duplicate-variable",
    span: target.span,
    error: `\`${variable}\` is assigned twice.`,
    reason: "Expected each variable once: one for each Snap.",
    resolution: "Give the second one a name of its own, and use that name in its links.",
  });
}

function reportSecondPipeline({ span }: PythonCall, { report }: CompileContext): void {
  report({
    code: "slpy-second-pipeline",
    span,
    error: "The text has a second Pipeline.",
    reason: "Expected one Pipeline in a text; found another.",
    resolution:
      "Put each pipeline into a file of its own; one calls another with FlowPipelineExecute.",
  });
}

function reportUnknownCall(callee: string, call: PythonCall, context: CompileContext): void {
  if (helperNames.includes(callee)) {
    context.report({
      code: "slpy-not-allowed",
      span: call.span,
      error: `\`${callee}(…)\` has no variable of its own.`,
      reason: "Expected the Pipeline or a Snap; found a part of one.",
      resolution:
        callee === "Param"
          ? "Write it into the list: p.param_table = [Param(key=…, value=…)]."
          : callee === "Library"
            ? "Write it into the list: p.expression_libraries = [Library(path=…, name=…)]."
            : "Write it as the argument that it is for.",
    });
  } else reportUnknownName(callee, call.callee.span, context);
}

function reportUnknownName(
  name: string,
  span: PythonExpression["span"],
  { likelySnaps, report }: CompileContext,
): void {
  const helper = helperNames.find((one) => one.toLowerCase() === name.toLowerCase());
  const likely = likelySnaps(name.split(".").at(-1) ?? name);
  const near = helper === undefined ? likely.map((shape) => shape.name) : [helper];
  const words =
    helper === undefined
      ? likely.map((shape) => `\`${shape.name}\` (${shape.label})`)
      : [`\`${helper}\``];
  const [best] = near;
  report({
    code: "slpy-unknown-class",
    span,
    error: `There is no Snap class \`${name}\`.`,
    reason: `Expected the name of a Snap such as \`FlowFilter\`; found \`${name}\`.`,
    resolution:
      words.length > 0
        ? `Did you mean ${listWords(words, "or")}?`
        : `Look the name up with pygen_get_all_snap_names; a class that is not in the catalogue is written Raw("class-id", …).`,
    ...(best === undefined ? {} : { fix: { summary: `Use ${best}`, replacement: best } }),
  });
}

/** What the attributes are called elsewhere. */
const otherAttributes: Readonly<Record<string, string>> = {
  params: "param_table",
  parameters: "param_table",
  imports: "expression_libraries",
  libraries: "expression_libraries",
  error_params: "error_param_table",
};

function reportAttribute(name: string, target: PythonExpression, { report }: CompileContext): void {
  const [near] = [
    getOwn(otherAttributes, name) ?? nearestNames(name, pipelineAttributes, 1),
  ].flat();
  const list = listWords(pipelineAttributes.map((one) => `\`${one}\``));
  const start = target.span.end - name.length;
  report({
    code: "slpy-unknown-attribute",
    span: { start, end: target.span.end },
    error: `A Pipeline has no \`${name}\` to assign.`,
    reason: `Expected one of ${list}; found \`${name}\`.`,
    resolution:
      near === undefined
        ? `Use one of ${list}, or an argument of Pipeline(…).`
        : `Did you mean \`${near}\`?`,
    ...(near === undefined ? {} : { fix: { summary: `Name it ${near}`, replacement: near } }),
  });
}

function reportTarget(
  target: PythonExpression,
  pipeline: string | undefined,
  { report }: CompileContext,
): void {
  report({
    code: "slpy-not-allowed",
    span: target.span,
    error: `Nothing can be assigned to ${describeNode(target)}.`,
    reason: `Expected a variable, or an attribute of the Pipeline such as \`${pipeline ?? "p"}.param_table\`, after the Pipeline; found ${describeNode(target)}.`,
    resolution: "Give settings of a Snap as arguments of its class.",
  });
}

function reportBare(value: PythonExpression, context: CompileContext): void {
  const callee = value.kind === "call" ? dottedName(value.callee) : undefined;
  const isClass = callee !== undefined && context.classes.has(callee);
  const method = value.kind === "call" && value.callee.kind === "member" ? value.callee.name : "";
  const near = nearestNames(method, ["connect"], 1)[0];
  context.report({
    code: "slpy-not-allowed",
    span: value.kind === "call" && near !== undefined ? value.callee.span : value.span,
    error: `${isClass ? "A Snap" : "A value"} stands alone on its line.`,
    reason: `Expected an assignment, \`p.connect(…)\` or \`a > b\`; found ${describeNode(value)}.`,
    resolution: isClass
      ? `Assign it to a variable: \`name = ${callee}(…)\`.`
      : near === undefined
        ? "Remove the line; nothing here is executed."
        : "Write `p.connect(…)`, with the variable of the Pipeline.",
  });
}
