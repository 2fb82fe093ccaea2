import { z } from "zod";
import { unreachable } from "../../base/errors.ts";
import { isObject } from "../../base/json.ts";
import { didYouMean, nearestNames } from "../../base/nearest.ts";
import { jsonSchemaAt } from "./json-schema-at.ts";
import { type YamlFile, type YamlFinding, yamlFinding, type YamlProblem } from "./yaml-finding.ts";
import {
  keySpanAt,
  type PathStep,
  plainValue,
  spanAt,
  treeAt,
  type YamlTree,
} from "./yaml-tree.ts";

export type CheckedYaml<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly findings: readonly YamlFinding[] };

/** So many findings help; beyond them the rest is noise. */
const findingsMax = 100;

/**
 * What a tree says, if it is as the schema wants it. Each finding stands at the line of the thing and names the nearest
 * key or value there is. A key without a value counts as absent.
 */
export function checkYaml<Schema extends z.ZodType>(
  schema: Schema,
  tree: YamlTree,
  file: YamlFile,
): CheckedYaml<z.output<Schema>> {
  const result = schema.safeParse(plainValue(tree));
  if (result.success) return { ok: true, value: result.data };
  const wanted = publishedSchema(schema);
  const findings = result.error.issues
    .flatMap((issue) => problemsOf(issue, tree, wanted))
    .slice(0, findingsMax)
    .map((problem) => yamlFinding(file, problem));
  return { ok: false, findings };
}

const published = new WeakMap<z.ZodType, unknown>();

function publishedSchema(schema: z.ZodType): unknown {
  const known = published.get(schema) ?? z.toJSONSchema(schema, { io: "input" });
  published.set(schema, known);
  return known;
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, tree: YamlTree, schema: unknown): readonly YamlProblem[] {
  const path = issue.path.map((step): PathStep => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(propertiesAt(schema, path));
    return issue.keys.map((key) => unknownKey(key, [...path, key], known, tree));
  }
  const found = treeAt(tree, path);
  if (isAbsent(found) && path.length > 0) return [missing(path, schema, tree)];
  return [wrongValue(issue, path, found, schema, tree)];
}

function unknownKey(
  key: string,
  path: readonly PathStep[],
  known: readonly string[],
  tree: YamlTree,
): YamlProblem {
  const shown = key.slice(0, 100);
  const [nearest, other] = nearestNames(key, known);
  const list = known.map((name) => `\`${name}\``).join(", ");
  return {
    code: "unknown-key",
    span: keySpanAt(tree, path),
    pointer: pointerOf(path),
    error: `Unknown key \`${shown}\`.`,
    reason: `Expected one of ${list}; found \`${shown}\`.`,
    resolution: didYouMean(key, known) || "Remove it, or rename it to one of these.",
    ...(nearest === undefined || other !== undefined
      ? {}
      : { fix: { summary: `Rename it to \`${nearest}\`.`, replacement: nearest } }),
  };
}

function missing(path: readonly PathStep[], schema: unknown, tree: YamlTree): YamlProblem {
  const key = String(path.at(-1));
  const help = descriptionOf(jsonSchemaAt(schema, path));
  return {
    code: "missing-key",
    span: firstLine(tree, path),
    pointer: pointerOf(path),
    error: `The key \`${key}\` is missing.`,
    reason: `Expected \`${key}\`${whereIn(path)}${help === "" ? "" : `: ${help}`} Found none.`,
    resolution: `Add \`${key}:\` with ${wantedBy(jsonSchemaAt(schema, path))}.`,
  };
}

function wrongValue(
  issue: Issue,
  path: readonly PathStep[],
  found: YamlTree | undefined,
  schema: unknown,
  tree: YamlTree,
): YamlProblem {
  const name = path.length === 0 ? "The file" : `\`${pointerOf(path)}\``;
  const at = jsonSchemaAt(schema, path);
  const told = found === undefined ? "nothing" : describe(found);
  const options = optionsOf(at);
  const help = descriptionOf(at);
  return {
    code: "bad-value",
    span: spanAt(tree, path),
    pointer: pointerOf(path),
    error: `${name} is not what is expected here.`,
    reason: `Expected ${options.length > 0 ? oneOf(options) : wantedBy(at)}; found ${told}.${saidBy(issue)}`,
    resolution:
      (found?.kind === "scalar" ? didYouMean(String(found.value), options) : "") ||
      (help === "" ? "Write the value as expected." : help),
  };
}

/** What the schema's own check says; the standard messages only repeat what is said anyway. */
function saidBy(issue: Issue): string {
  switch (issue.code) {
    case "custom":
    case "invalid_format":
    case "too_big":
    case "too_small":
      return ` ${issue.message.replace(/\.?$/, ".")}`;
    default:
      return "";
  }
}

function wantedBy(schema: Readonly<Record<string, unknown>>): string {
  const options = optionsOf(schema);
  if (options.length > 0) return oneOf(options);
  const type: unknown = schema["type"];
  const types = Array.isArray(type) ? type.map(String) : typeof type === "string" ? [type] : [];
  const branches = [schema["anyOf"], schema["oneOf"]].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject).map(wantedBy) : [],
  );
  const words = [...types.map((name) => typeWords[name] ?? name), ...branches];
  return words.length === 0 ? "a value" : [...new Set(words)].join(" or ");
}

const typeWords: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys and values",
};

function optionsOf(schema: Readonly<Record<string, unknown>>): readonly string[] {
  const options = schema["enum"] ?? (schema["const"] === undefined ? [] : [schema["const"]]);
  return Array.isArray(options) ? options.map(String) : [];
}

function oneOf(options: readonly string[]): string {
  const list = options.map((option) => `\`${option}\``).join(", ");
  return options.length === 1 ? list : `one of ${list}`;
}

function descriptionOf(schema: Readonly<Record<string, unknown>>): string {
  return typeof schema["description"] === "string" ? schema["description"] : "";
}

function propertiesAt(
  schema: unknown,
  path: readonly PathStep[],
): Readonly<Record<string, unknown>> {
  const properties = jsonSchemaAt(schema, path)["properties"];
  return isObject(properties) ? properties : {};
}

function describe(tree: YamlTree): string {
  switch (tree.kind) {
    case "list":
      return `a list of ${tree.items.length}`;
    case "map":
      return "a map of keys and values";
    case "scalar":
      if (tree.value === null) return "nothing";
      return typeof tree.value === "string"
        ? `the text \`${tree.value.slice(0, 100)}\``
        : `\`${String(tree.value)}\``;
    default:
      return unreachable(tree);
  }
}

function isAbsent(tree: YamlTree | undefined): boolean {
  return tree === undefined || (tree.kind === "scalar" && tree.value === null);
}

/** Where a missing key belongs: the key that stands empty, else the beginning of the map. */
function firstLine(tree: YamlTree, path: readonly PathStep[]): { start: number; end: number } {
  const own = keySpanAt(tree, path);
  if (treeAt(tree, path) !== undefined) return own;
  const { start } = spanAt(tree, path.slice(0, -1));
  return { start, end: start + 1 };
}

function whereIn(path: readonly PathStep[]): string {
  return path.length < 2 ? "" : ` in \`${pointerOf(path.slice(0, -1))}\``;
}

/** `kpis[2].pql` */
function pointerOf(path: readonly PathStep[]): string {
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${step.slice(0, 100)}`,
    )
    .join("");
}
