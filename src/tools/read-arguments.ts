import { z } from "zod";
import { Refusal } from "../base/errors.ts";
import { getOwn, isObject, printJson, setOwn } from "../base/json.ts";
import { nearestNames } from "../base/nearest.ts";
import { expectedWords, innerSchema, isOptional, valueInstead } from "./argument-kind.ts";
import type { Tool } from "./define-tool.ts";
import type { ToolTransport } from "./tool-call.ts";

type Arguments = Record<string, unknown>;

/** Arguments that are JSON texts; a model often sends the object itself. */
const jsonTexts = new Set(["slp_content"]);

/**
 * The arguments of a call as the tool's input: numbers, booleans and objects may come as text, `runtime_path_id` stands
 * for `snaplex_path`, and whatever does not fit is refused with the name that does.
 */
export function readArguments(tool: Tool, given: unknown, transport: ToolTransport): unknown {
  const schema = tool.schemas[transport];
  const { shape } = schema;
  const values = renameRuntimePath(tool, shape, argumentObject(tool, given));
  const read: Arguments = {};
  for (const name of Object.keys(values)) {
    const value = getOwn(values, name);
    const field = getOwn(shape, name);
    if (field === undefined) throw unknownArgument(tool, shape, name);
    if (value === null && isOptional(field)) continue;
    setOwn(read, name, convert(field, value, jsonTexts.has(name)));
  }
  for (const [name, field] of Object.entries(shape)) {
    if (!isOptional(field) && getOwn(read, name) === undefined) throw missingArgument(tool, name);
  }
  const parsed = schema.safeParse(read);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? "");
  throw wrongValue(tool, name, getOwn(shape, name), getOwn(read, name));
}

function argumentObject(tool: Tool, given: unknown): Readonly<Arguments> {
  if (given === undefined || given === null) return {};
  if (isObject(given)) return given;
  throw new Refusal(
    "invalid-argument",
    "The arguments are not an object",
    `${tool.name} takes its arguments by name; ${kindOf(given)} was sent.`,
    exampleOf(tool),
  );
}

function renameRuntimePath(
  tool: Tool,
  shape: z.ZodRawShape,
  given: Readonly<Arguments>,
): Readonly<Arguments> {
  const { runtime_path_id: runtimePathId, ...rest } = given;
  if (runtimePathId === undefined || !Object.hasOwn(shape, "snaplex_path")) return given;
  const snaplexPath = rest["snaplex_path"];
  if (snaplexPath !== undefined && snaplexPath !== null && snaplexPath !== runtimePathId) {
    throw new Refusal(
      "invalid-argument",
      "`snaplex_path` and `runtime_path_id` differ",
      `Both name the Snaplex of ${tool.name}, and they were sent with different values.`,
      "Send one of the two.",
    );
  }
  return { ...rest, snaplex_path: runtimePathId };
}

function unknownArgument(tool: Tool, shape: z.ZodRawShape, name: string): Refusal {
  const contentField = getOwn(tool.contentFieldOf, name);
  if (contentField !== undefined) {
    return new Refusal(
      "invalid-argument",
      `\`${name}\` is not supported over HTTP`,
      "The server cannot read files of your machine over HTTP; a path of yours means nothing there.",
      `Send the content itself as \`${contentField}\`.`,
    );
  }
  const names = Object.keys(shape);
  const [nearest] = nearestNames(name, names);
  return new Refusal(
    "invalid-argument",
    `Unknown argument \`${name}\``,
    names.length === 0
      ? `${tool.name} takes no arguments.`
      : `${tool.name} takes ${names.map((known) => `\`${known}\``).join(", ")}.`,
    nearest === undefined
      ? `Leave \`${name}\` out. ${exampleOf(tool)}`
      : `Did you mean \`${nearest}\`?`,
  );
}

function missingArgument(tool: Tool, name: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `${name} is required`,
    `${tool.name} was called without \`${name}\`.`,
    exampleOf(tool),
  );
}

function wrongValue(tool: Tool, name: string, schema: unknown, value: unknown): Refusal {
  const instead = isOptional(schema) ? valueInstead(schema, value) : undefined;
  return new Refusal(
    "invalid-argument",
    `\`${name}\` has a value that ${tool.name} does not take`,
    `\`${name}\` is ${expectedWords(schema)}; ${shown(value)} was sent.`,
    instead === undefined
      ? exampleOf(tool)
      : `Pass ${JSON.stringify(name)}: ${JSON.stringify(instead)}, or leave \`${name}\` out.`,
  );
}

function exampleOf(tool: Tool): string {
  return `Example: ${JSON.stringify(tool.example)}`;
}

/** The value as the schema wants it, when it came as text that means it; else the value itself. */
function convert(schema: unknown, value: unknown, mayBeJson: boolean): unknown {
  const inner = innerSchema(schema);
  if (inner instanceof z.ZodString && typeof value === "number") return String(value);
  if (inner instanceof z.ZodString && mayBeJson && isObject(value)) return printJson(value);
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (inner instanceof z.ZodNumber && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (inner instanceof z.ZodBoolean && /^(true|false)$/i.test(text)) {
    return text.toLowerCase() === "true";
  }
  if (inner instanceof z.ZodEnum) {
    return inner.options.find((option) => option === text.toLowerCase()) ?? value;
  }
  if (inner instanceof z.ZodRecord && text.startsWith("{")) return jsonOr(text, value);
  if (inner instanceof z.ZodArray) return text.startsWith("[") ? jsonOr(text, value) : listOf(text);
  return value;
}

/** `Mapper, JSON Formatter` for `["Mapper", "JSON Formatter"]`. */
function listOf(text: string): string[] {
  return text.split(/[,;\n]/).flatMap((item) => item.trim() || []);
}

function jsonOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? kindOf(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return `a ${typeof value}`;
}
