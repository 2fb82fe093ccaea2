import { parseJson, type Json } from "../../../base/json.ts";
import type { Value } from "../../../expr/value.ts";
import { JsonProblem } from "./json-place.ts";
import { parseLenientJson } from "./lenient-json.ts";
import { readTypeExtensions } from "./type-extensions.ts";

export interface ReadValueOptions {
  readonly nonStandard: boolean;
  readonly typeExtensions: boolean;
  readonly depthMax: number;
}

/**
 * Reads values that stand in a text one after the other with one comma between: as one array when they are standard
 * JSON, which is several times as fast as one by one, otherwise each for itself.
 */
export function* readValues(
  text: string,
  starts: readonly number[],
  ends: readonly number[],
  options: ReadValueOptions,
): Iterable<Value> {
  const [start] = starts;
  const end = ends.at(-1);
  if (start === undefined || end === undefined) return;
  const together = starts.length > 1 && readTogether(text.slice(start, end), starts.length);
  if (together) {
    for (const value of together) yield options.typeExtensions ? readTypeExtensions(value) : value;
    return;
  }
  for (const [index, from] of starts.entries()) {
    yield readValue(text, from, ends[index] ?? from, options);
  }
}

function readTogether(text: string, count: number): readonly Json[] | undefined {
  try {
    const values = parseJson(`[${text}]`);
    return Array.isArray(values) && values.length === count ? values : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the value between two offsets. Throws a `JsonProblem` with an offset in the whole text. */
export function readValue(
  text: string,
  start: number,
  end: number,
  options: ReadValueOptions,
): Value {
  const value = readJson(text.slice(start, end), start, options);
  return options.typeExtensions ? readTypeExtensions(value) : value;
}

function readJson(text: string, start: number, options: ReadValueOptions): Json {
  try {
    return parseJson(text);
  } catch {
    try {
      return parseLenientJson(text, options);
    } catch (problem) {
      if (!(problem instanceof JsonProblem)) throw problem;
      throw new JsonProblem(problem.message, problem.offset + start);
    }
  }
}
