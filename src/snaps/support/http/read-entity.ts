import { unreachable } from "../../../base/errors.ts";
import type { Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { EgressAnswer } from "../../../engine/egress/egress.ts";
import type { Value } from "../../../expr/value.ts";
import { charsetNamed, type Charset } from "../text/charset.ts";
import { decodeText } from "../text/decode-text.ts";
import { jsonFailure, JsonProblem } from "../json/json-place.ts";
import { readValue } from "../json/read-values.ts";
import { decodeContent } from "./decode-content.ts";
import { headerOf } from "./http-message.ts";
import { charsetOf } from "./raw-body.ts";

/** What the body becomes: by its content type, JSON whatever that says, text, or bytes. */
export type EntityKind = "default" | "json" | "text" | "binary";

export interface EntityOptions {
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** The bytes of an answer as the server meant them, while they come. */
export function contentOfAnswer(
  { body, headers }: EgressAnswer,
  { limits, signal }: EntityOptions,
): AsyncIterable<Uint8Array> {
  return decodeContent(body, headerOf(headers, "content-encoding"), limits, signal);
}

/** The body as a value of a document. Nothing at all is null. */
export async function readEntity(
  answer: EgressAnswer,
  kind: EntityKind,
  options: EntityOptions,
): Promise<Value> {
  const bytes = await collect(contentOfAnswer(answer, options), options);
  if (bytes.length === 0) return null;
  const contentType = headerOf(answer.headers, "content-type") ?? "";
  switch (kind) {
    case "binary":
      return bytes;
    case "text":
      return await textOf(bytes, contentType, options);
    case "json":
      return parse(await textOf(bytes, contentType, options), contentType, options);
    case "default":
      if (isJson(contentType))
        return parse(await textOf(bytes, contentType, options), contentType, options);
      if (isText(contentType)) return await textOf(bytes, contentType, options);
      return bytes;
    default:
      return unreachable(kind);
  }
}

/** The body of an answer that is an error: JSON where it is JSON, else text. Never fails for what stands in it. */
export async function readErrorEntity(
  answer: EgressAnswer,
  options: EntityOptions,
): Promise<Value> {
  const bytes = await collect(contentOfAnswer(answer, options), options).catch(() => null);
  if (bytes === null || bytes.length === 0) return null;
  const contentType = headerOf(answer.headers, "content-type") ?? "";
  const text = await textOf(bytes, contentType, options);
  if (!isJson(contentType)) return text;
  try {
    return parse(text, contentType, options);
  } catch {
    return text;
  }
}

function parse(text: string, contentType: string, { limits }: EntityOptions): Value {
  const options = {
    nonStandard: false,
    typeExtensions: false,
    depthMax: limits.jsonDepthMax,
  };
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (start >= end) return null;
  try {
    return readValue(text, start, end, options);
  } catch (thrown) {
    const problem = thrown instanceof JsonProblem ? thrown : undefined;
    const why =
      problem === undefined ? undefined : jsonFailure(problem, text, { line: 1, column: 1 });
    throw new SnapFailure(
      "The answer is not JSON",
      `${why?.reason ?? String(thrown)} The content type is "${contentType}", and the body begins with ${JSON.stringify(text.slice(0, 100))}.`,
      "Set the response type to TEXT, or have the server answer with JSON.",
      { error_entity: text },
    );
  }
}

async function textOf(
  bytes: Uint8Array,
  contentType: string,
  { signal }: EntityOptions,
): Promise<string> {
  async function* once(): AsyncIterable<Uint8Array> {
    yield bytes;
  }
  const pieces: string[] = [];
  for await (const piece of decodeText(once(), charsetFor(contentType), signal)) pieces.push(piece);
  return pieces.join("");
}

/** A name that nobody knows is not the user's doing: such text is read as UTF-8. */
function charsetFor(contentType: string): Charset {
  try {
    return charsetNamed(charsetOf(contentType) ?? "Auto BOM detect");
  } catch {
    return "auto";
  }
}

async function collect(
  content: AsyncIterable<Uint8Array>,
  { limits, signal }: EntityOptions,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of content) {
    size += part.length;
    if (size > limits.httpEntityBytesMax) {
      throw new SnapFailure(
        "The answer is too large for a document",
        `Expected at most ${limits.httpEntityBytesMax} bytes (httpEntityBytesMax); found more.`,
        "Ask for less at a time with pages, or give the Snap a binary output view.",
      );
    }
    parts.push(part);
  }
  signal.throwIfAborted();
  return Buffer.concat(parts);
}

function isJson(contentType: string): boolean {
  return /^\s*[\w.-]+\/(?:[\w.-]+\+)?json\b/i.test(contentType);
}

function isText(contentType: string): boolean {
  return (
    contentType === "" ||
    /^\s*(text\/|application\/(?:[\w.-]+\+)?(xml|javascript|x-www-form-urlencoded|yaml|x-yaml|csv|x-ndjson|graphql)\b)/i.test(
      contentType,
    ) ||
    /^\s*[\w.-]+\/[\w.-]+\+xml\b/i.test(contentType)
  );
}
