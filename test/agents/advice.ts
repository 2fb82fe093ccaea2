import { nearestNames } from "../../src/base/nearest.ts";
import { sentence, type Words } from "./words.ts";

/** What a text tells one to change, read without any understanding of what it is about. */
export interface Advice {
  /** Names that are wrong, and the first of those proposed instead. */
  readonly replace: readonly Replacement[];
  /** Arguments to send, with their values: `"x": "y"`. */
  readonly set: ReadonlyMap<string, unknown>;
  /** Arguments that are said to be missing. */
  readonly need: readonly string[];
  /** Arguments to leave out. */
  readonly omit: readonly string[];
}

export interface Replacement {
  readonly wrong: string;
  readonly right: string;
}

export function readAdvice(words: Words): Advice {
  const [first = ""] = words.resolution.split(/, or /);
  const set = new Map(pastes(first));
  return {
    replace: proposals(words),
    set,
    need: [...sentence(words).matchAll(/\b([a-z_]+) is required/g)].map(([, name = ""]) => name),
    omit: [...words.resolution.matchAll(/[Ll]eave `(\w+)` out/g)].map(([, name = ""]) => name),
  };
}

/** `Did you mean "x" or "y"?`: x, the first that is quoted, stands for the name in the error that is most like it. */
function proposals(words: Words): readonly Replacement[] {
  const text = sentence(words);
  const right =
    /(?:[Dd]id you mean|[Pp]erhaps you meant:?) (?:[^"`?]*["`](.+?)["`]|(\w[\w.$-]*))/.exec(text);
  const proposed = right?.[1] ?? right?.[2];
  if (proposed === undefined) return [];
  const before = text.slice(0, right?.index);
  const inError = quoted(words.error.slice(0, right?.index));
  const names = inError.length > 0 ? inError : quoted(before);
  const [wrong] = [...nearestNames(proposed, names), ...names];
  return wrong === undefined || wrong === proposed ? [] : [{ wrong, right: proposed }];
}

/** What stands between quotes or backticks, or before an empty pair of brackets. */
export function quoted(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]+)"|`([^`]+)`|\b(\w+)(?=\(\))/g)].map(
    ([, quote, tick, called]) => quote ?? tick ?? called ?? "",
  );
}

/** Pairs such as `"org": "myOrg"` or `` `slp_encoding`: "base64" ``; the first value of a name counts. */
function* pastes(text: string): Iterable<readonly [string, unknown]> {
  if (text.startsWith("Example: {")) return;
  const seen = new Set<string>();
  for (const [, quote, tick, value = ""] of text.matchAll(
    /(?:"(\w+)"|`(\w+)`): ("(?:[^"\\]|\\.)*"|true|false|-?\d+(?:\.\d+)?)/g,
  )) {
    const name = quote ?? tick ?? "";
    if (seen.has(name)) continue;
    seen.add(name);
    yield [name, JSON.parse(value)];
  }
}
