import { basename } from "node:path/posix";
import { didYouMean } from "../../base/nearest.ts";
import { checkYaml } from "../../knowledge/yaml/check-yaml.ts";
import { readYaml, type YamlLimits } from "../../knowledge/yaml/read-yaml.ts";
import {
  type YamlFile,
  type YamlFinding,
  yamlFinding,
  type YamlProblem,
} from "../../knowledge/yaml/yaml-finding.ts";
import { type PathStep, spanAt, treeAt, type YamlTree } from "../../knowledge/yaml/yaml-tree.ts";
import { listed, sentences } from "../words.ts";
import { type AssetDefinition, type AssetTool, plainToolKinds } from "./asset-definition.ts";
import {
  actionFlowSchema,
  assetHeadSchema,
  conformanceCheckSchema,
  configuredLoadSchema,
  plainToolSchema,
} from "./asset-schema.ts";

export type ReadAsset =
  | {
      readonly ok: true;
      readonly asset: WrittenAsset;
      readonly warnings: readonly YamlFinding[];
    }
  | { readonly ok: false; readonly findings: readonly YamlFinding[] };

/** A definition with the text it comes from, so that later findings know their place. */
export interface WrittenAsset {
  readonly definition: AssetDefinition;
  readonly file: YamlFile;
  readonly tree: YamlTree;
}

/** Reads `assets/*.yaml`. What concerns the knowledge model is checked by `checkAsset`. */
export function readAsset(file: YamlFile, limits: YamlLimits): ReadAsset {
  const read = readYaml(file, limits);
  if (!read.ok) return read;
  const { tree } = read;
  const head = checkYaml(assetHeadSchema, tree, file);
  if (!head.ok) return head;
  const { id, key = stemOf(file.path), name, description } = head.value;
  const { knowledgeModel, rateLimitPerMinute } = head.value;
  const findings: YamlFinding[] = [];
  const tools: AssetTool[] = [];
  for (const index of head.value.tools.keys()) {
    const tool = readTool(file, tree, index);
    if (tool.ok) tools.push(tool.value);
    else findings.push(...tool.findings);
  }
  if (id === undefined) findings.push(yamlFinding(file, missingId(tree)));
  if (findings.length === 0) findings.push(...doubleNames(file, tree, tools));
  if (findings.length > 0 || id === undefined) return { ok: false, findings };
  const definition: AssetDefinition = {
    id: id.toLowerCase(),
    key,
    name,
    description,
    knowledgeModel,
    rateLimitPerMinute,
    tools,
  };
  const warnings =
    description === "" ? [...read.warnings, noDescription(file, tree)] : read.warnings;
  return { ok: true, asset: { definition, file, tree }, warnings };
}

type ReadTool =
  | { readonly ok: true; readonly value: AssetTool }
  | { readonly ok: false; readonly findings: readonly YamlFinding[] };

const kinds = [...plainToolKinds, "configured_load_data", "trigger_action_flow"] as const;

function readTool(file: YamlFile, root: YamlTree, index: number): ReadTool {
  const tree = treeAt(root, ["tools", index]) ?? root;
  const path: PathStep[] = ["tools", index];
  const short = tree.kind === "scalar";
  const kindTree = short ? tree : treeAt(tree, ["kind"]);
  const kind = kindTree?.kind === "scalar" ? kindTree.value : undefined;
  const plain = plainToolKinds.find((one) => one === kind);
  if (short && plain !== undefined) {
    return { ok: true, value: { kind: plain, name: plain, toolId: kebab(plain) } };
  }
  const inTool = (findings: readonly YamlFinding[]): ReadTool => ({
    ok: false,
    findings: findings.map((finding) => below(`tools[${index}]`, finding)),
  });
  if (kind === "configured_load_data") {
    const checked = checkYaml(configuredLoadSchema, tree, file);
    if (!checked.ok) return inTool(checked.findings);
    const { toolId, description, orderBy, ...rest } = checked.value;
    return {
      ok: true,
      value: {
        ...rest,
        toolId: toolId ?? kebab(rest.name),
        ...(description === undefined ? {} : { description }),
        ...(orderBy === undefined ? {} : { orderBy }),
      },
    };
  }
  if (kind === "trigger_action_flow") {
    const checked = checkYaml(actionFlowSchema, tree, file);
    if (!checked.ok) return inTool(checked.findings);
    const { toolId, description, timeoutSeconds, inputs, ...rest } = checked.value;
    return {
      ok: true,
      value: {
        ...rest,
        toolId: toolId ?? kebab(rest.name),
        ...(description === undefined ? {} : { description }),
        inputs: inputs.map((input) => ({ ...input, parameter: input.parameter ?? input.name })),
        timeoutMs: timeoutSeconds * 1_000,
      },
    };
  }
  if (kind === "check_conformance") {
    const checked = checkYaml(conformanceCheckSchema, tree, file);
    if (!checked.ok) return inTool(checked.findings);
    const { toolId, description, name = kind, model } = checked.value;
    return {
      ok: true,
      value: {
        kind,
        name,
        toolId: toolId ?? kebab(name),
        ...(description === undefined ? {} : { description }),
        ...(model === undefined ? {} : { model }),
      },
    };
  }
  if (plain === undefined) {
    return { ok: false, findings: [yamlFinding(file, unknownTool(root, path, kind))] };
  }
  const checked = checkYaml(plainToolSchema, tree, file);
  if (!checked.ok) return inTool(checked.findings);
  const { toolId, description, name = plain } = checked.value;
  return {
    ok: true,
    value: {
      kind: plain,
      name,
      toolId: toolId ?? kebab(name),
      ...(description === undefined ? {} : { description }),
    },
  };
}

/** `trigger_action_flow_Send_Mail` → `trigger-action-flow-send-mail` */
function kebab(name: string): string {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("-");
}

function stemOf(path: string): string {
  return basename(path).replace(/\.ya?ml$/i, "");
}

function below(prefix: string, finding: YamlFinding): YamlFinding {
  const { pointer } = finding.place;
  const whole = pointer === undefined || pointer === "" ? prefix : `${prefix}.${pointer}`;
  return { ...finding, place: { ...finding.place, pointer: whole } };
}

function toolPath(index: number): PathStep[] {
  return ["tools", index];
}

/** Names and ids that two tools share, and arguments that two filters share. */
function doubleNames(
  file: YamlFile,
  tree: YamlTree,
  tools: readonly AssetTool[],
): readonly YamlFinding[] {
  const problems: YamlProblem[] = [];
  const look = (what: string, names: readonly string[], pathOf: (index: number) => PathStep[]) => {
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue;
      problems.push({
        code: "duplicate-name",
        span: spanAt(tree, pathOf(index)),
        error: `The ${what} \`${name}\` is there twice.`,
        reason: `Expected each ${what} once; \`${name}\` is that of another one before.`,
        resolution: `Give one of the two another name.`,
      });
    }
  };
  look(
    "tool",
    tools.map(({ name }) => name),
    toolPath,
  );
  if (problems.length === 0) {
    look(
      "toolId",
      tools.map(({ toolId }) => toolId),
      toolPath,
    );
  }
  for (const [index, tool] of tools.entries()) {
    const names = argumentNames(tool);
    const key = tool.kind === "trigger_action_flow" ? "inputs" : "arguments";
    look("argument", names, (at) => ["tools", index, key, at, "name"]);
    for (const [at, name] of names.entries()) {
      if (tool.kind !== "configured_load_data" || !pageArguments.includes(name)) continue;
      problems.push({
        code: "reserved-name",
        span: spanAt(tree, ["tools", index, key, at, "name"]),
        error: `An argument cannot be called \`${name}\`.`,
        reason: `Expected a name besides ${listed(pageArguments)}, which every such tool has for turning pages.`,
        resolution: "Choose another name.",
      });
    }
  }
  return problems.map((problem) => yamlFinding(file, problem));
}

const pageArguments: readonly string[] = ["page", "page_size"];

function argumentNames(tool: AssetTool): readonly string[] {
  if (tool.kind === "configured_load_data") return tool.arguments.map(({ name }) => name);
  return tool.kind === "trigger_action_flow" ? tool.inputs.map(({ name }) => name) : [];
}

function unknownTool(tree: YamlTree, path: readonly PathStep[], kind: unknown): YamlProblem {
  const shown = typeof kind === "string" ? kind.slice(0, 100) : undefined;
  return {
    code: "unknown-tool",
    span: spanAt(tree, shown === undefined ? path : [...path, "kind"]),
    pointer: `tools[${String(path[1])}]`,
    error: shown === undefined ? "This tool has no kind." : `There is no tool \`${shown}\`.`,
    reason: `Expected one of ${kinds.join(", ")}${shown === undefined ? "" : `; found \`${shown}\``}.`,
    resolution: sentences(
      shown === undefined ? "" : didYouMean(shown, kinds),
      shown?.startsWith("load_data_") === true
        ? `Write \`kind: configured_load_data\` and \`name: ${shown}\`.`
        : "Write the kind alone, `- load_data`, or `- kind: load_data` with settings below it.",
    ),
  };
}

function missingId(tree: YamlTree): YamlProblem {
  return {
    code: "missing-id",
    span: { start: tree.span.start, end: tree.span.start + 1 },
    error: "The asset has no id.",
    reason: "Expected `id:` with a UUID, which becomes the last segment of the endpoint's path.",
    resolution: "Add one; importing or uploading the file into a package writes one into it.",
  };
}

function noDescription(file: YamlFile, tree: YamlTree): YamlFinding {
  return yamlFinding(file, {
    code: "missing-description",
    severity: "warning",
    span: { start: tree.span.start, end: tree.span.start + 1 },
    error: "The asset has no description.",
    reason: "Agents choose an endpoint by what is said about it.",
    resolution: "Add `description:` with a sentence about the data and the questions it answers.",
  });
}
