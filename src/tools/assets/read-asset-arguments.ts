import { z } from "zod";
import { getOwn, isObject, printJson, setOwn } from "../../base/json.ts";
import { nearestNames } from "../../base/nearest.ts";
import { innerSchema, isOptional } from "../argument-kind.ts";
import { QuestionRefusal } from "../../knowledge/query/question-refusal.ts";

/** What the texts about wrong arguments name. */
export interface ArgumentContext {
  readonly toolName: string;
  readonly example: Readonly<Record<string, unknown>>;
  readonly depthMax: number;
}

/**
 * The arguments of a call as the schema wants them. Strict: nothing is converted and nothing unknown is passed over;
 * only a null stands for an argument that may be left out, since published clients send it so.
 */
export function readAssetArguments(
  schema: z.ZodObject,
  given: unknown,
  context: ArgumentContext,
): unknown {
  const object = given ?? {};
  if (!isObject(object)) {
    throw new QuestionRefusal(
      "",
      "The arguments should be an object",
      `${context.toolName} takes its arguments by name; ${shown(given)} was sent.`,
      exampleOf(context),
    );
  }
  const values = withoutNulls(schema, object, [], context);
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) return values;
  throw refusalOf(issue, schema, values, parsed.error.issues.length, context);
}

function withoutNulls(
  schema: unknown,
  value: unknown,
  path: readonly PropertyKey[],
  context: ArgumentContext,
): unknown {
  if (path.length > context.depthMax) throw tooDeep(path, context);
  const inner = innerSchema(schema);
  if (Array.isArray(value)) {
    const element = inner instanceof z.ZodArray ? inner.element : undefined;
    if (value.length > 0 && typeof value[0] !== "object") return value;
    return value.map((item, index) => withoutNulls(element, item, [...path, index], context));
  }
  if (!isObject(value)) return value;
  const shape = inner instanceof z.ZodObject ? inner.shape : {};
  const kept: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const field = getOwn(shape, name);
    if (item === null && isOptional(field)) continue;
    setOwn(kept, name, withoutNulls(field, item, [...path, name], context));
  }
  return kept;
}

function refusalOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodObject,
  values: unknown,
  count: number,
  context: ArgumentContext,
): QuestionRefusal {
  const attribute = dotted(issue.path);
  const more =
    count > 1 ? ` Findings about the arguments: ${count}, of which this is the first.` : "";
  if (issue.code === "unrecognized_keys") {
    return extraInput(issue.path, issue.keys[0] ?? "", schema, more, context);
  }
  const value = valueAt(values, issue.path);
  if (value === undefined && issue.code === "invalid_type") {
    return new QuestionRefusal(
      attribute,
      `Field required: \`${attribute}\``,
      `${context.toolName} was called without \`${attribute}\`.${more}`,
      exampleOf(context),
    );
  }
  return new QuestionRefusal(
    attribute,
    `Input should be ${expectedWords(issue)}: \`${attribute}\``,
    `${shown(value)} was sent as \`${attribute}\` of ${context.toolName}.${more}`,
    insteadOf(issue, value, attribute) ?? exampleOf(context),
  );
}

function extraInput(
  path: readonly PropertyKey[],
  key: string,
  schema: z.ZodObject,
  more: string,
  context: ArgumentContext,
): QuestionRefusal {
  const holder = schemaAt(schema, path);
  const names = holder instanceof z.ZodObject ? Object.keys(holder.shape) : [];
  const attribute = dotted([...path, clipped(key)]);
  const where = path.length === 0 ? context.toolName : `\`${dotted(path)}\``;
  const [nearest] = nearestNames(key, names);
  return new QuestionRefusal(
    attribute,
    `Extra inputs are not permitted: \`${attribute}\``,
    names.length === 0
      ? `${where} takes no arguments.${more}`
      : `${where} takes ${names.map((name) => `\`${name}\``).join(", ")}.${more}`,
    nearest === undefined
      ? `Leave \`${attribute}\` out. ${exampleOf(context)}`
      : `Did you mean \`${nearest}\`?`,
  );
}

function tooDeep(path: readonly PropertyKey[], context: ArgumentContext): QuestionRefusal {
  const attribute = clipped(dotted(path.slice(0, 3)));
  return new QuestionRefusal(
    attribute,
    `Input is nested too deep: \`${attribute}\``,
    `Arguments of ${context.toolName} nest at most ${context.depthMax} levels (assetArgumentDepthMax).`,
    exampleOf(context),
  );
}

function expectedWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeWords[issue.expected] ?? `of type ${issue.expected}`;
    case "invalid_value":
      return `one of ${issue.values.map((value) => printJson(value)).join(", ")}`;
    case "too_big":
      return sizeWords(issue.origin, `at most ${String(issue.maximum)}`);
    case "too_small":
      return sizeWords(issue.origin, `at least ${String(issue.minimum)}`);
    default:
      return issue.message;
  }
}

const typeWords: Readonly<Record<string, string | undefined>> = {
  array: "an array",
  boolean: "true or false",
  int: "a whole number",
  number: "a finite number",
  object: "an object",
  record: "an object",
  string: "a string",
};

function sizeWords(origin: string, bound: string): string {
  switch (origin) {
    case "array":
      return `an array of ${bound} items`;
    case "string":
      return `a string of ${bound} characters`;
    default:
      return `a number of ${bound}`;
  }
}

function insteadOf(issue: z.core.$ZodIssue, value: unknown, attribute: string): string | undefined {
  if (issue.code === "invalid_value" && typeof value === "string") {
    const options = issue.values.filter((option) => typeof option === "string");
    const [nearest] = nearestNames(value, options, 1);
    return nearest === undefined ? undefined : `Did you mean ${printJson(nearest)}?`;
  }
  if (issue.code === "too_big" || issue.code === "too_small") {
    const bound = issue.code === "too_big" ? issue.maximum : issue.minimum;
    return typeof value === "number" ? `Send ${String(bound)} as \`${attribute}\`.` : undefined;
  }
  if (issue.code === "invalid_type" && issue.expected === "array" && typeof value === "string") {
    return `Send [${shown(value)}] as \`${attribute}\`.`;
  }
  return undefined;
}

function schemaAt(schema: unknown, path: readonly PropertyKey[]): unknown {
  let at = innerSchema(schema);
  for (const key of path) {
    if (at instanceof z.ZodObject) at = innerSchema(getOwn(at.shape, String(key)));
    else if (at instanceof z.ZodArray) at = innerSchema(at.element);
    else return undefined;
  }
  return at;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isObject(at)) at = getOwn(at, String(key));
    else return undefined;
  }
  return at;
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}

function exampleOf({ example }: ArgumentContext): string {
  return `Example: ${printJson(example)}`;
}

function shown(value: unknown): string {
  return clipped(
    typeof value === "number" && !Number.isFinite(value) ? String(value) : printJson(value ?? null),
  );
}

function clipped(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77).toWellFormed()}…`;
}
