import { unreachable } from "../base/errors.ts";
import type { Pattern, Rest } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { regexProblem } from "./regex.ts";
import { isTypeName } from "./type-names.ts";

const literalWords: Readonly<Record<string, null | boolean>> = {
  true: true,
  false: false,
  null: null,
  undefined: null,
};

/** Reads a pattern. `|` separates alternatives, at the top of an arm also `,`. */
export function parsePattern(cursor: Cursor, top: boolean): Pattern {
  const { start } = cursor.token;
  const separators = top ? ["|", ","] : ["|"];
  const patterns = [cursor.nested(() => parseSingle(cursor))];
  while (separators.some((sign) => cursor.takeSign(sign))) {
    patterns.push(cursor.nested(() => parseSingle(cursor)));
  }
  const [only] = patterns;
  if (only !== undefined && patterns.length === 1) return only;
  Object.freeze(patterns);
  return cursor.node({ kind: "either", patterns, span: cursor.spanFrom(start) }, ...patterns);
}

function parseSingle(cursor: Cursor): Pattern {
  const token = cursor.token;
  const span = { start: token.start, end: token.end };
  if (cursor.isSign("[")) return parseItemsPattern(cursor);
  if (cursor.isSign("{")) return parseMembersPattern(cursor);
  if (token.kind === "number" || cursor.isSign("-")) return parseNumberPattern(cursor);
  cursor.next();
  switch (token.kind) {
    case "string":
      return cursor.node({ kind: "value", value: token.value, span });
    case "regex": {
      const problem = regexProblem(token.value, token.flags);
      if (problem === undefined) {
        return cursor.node({ kind: "matching", source: token.value, flags: token.flags, span });
      }
      throw cursor.problem(
        span,
        "The regular expression cannot be read.",
        problem,
        "Mend the pattern.",
      );
    }
    case "name":
      return namePattern(cursor, token.value, span);
    case "field":
    case "sign":
    case "end":
      throw cursor.problem(
        token,
        "A pattern is missing.",
        `Expected a literal, a range, \`_\`, a name, \`[…]\` or \`{…}\` and found ${cursor.describe(token)}.`,
        "Compare with other values in a guard, as in `x if x == $limit => …`.",
      );
    default:
      return unreachable(token);
  }
}

function namePattern(cursor: Cursor, name: string, span: Pattern["span"]): Pattern {
  if (name === "_") return cursor.node({ kind: "wildcard", span });
  const value = Object.hasOwn(literalWords, name) ? literalWords[name] : undefined;
  if (value !== undefined) return cursor.node({ kind: "value", value, span });
  if (isTypeName(name)) return cursor.node({ kind: "type", name, span });
  return cursor.node({ kind: "binding", name, span });
}

function parseNumberPattern(cursor: Cursor): Pattern {
  const { start } = cursor.token;
  const from = takeNumber(cursor);
  const inclusive = cursor.isSign("..=");
  if (!inclusive && !cursor.isSign("..<")) {
    return cursor.node({ kind: "value", value: from, span: cursor.spanFrom(start) });
  }
  cursor.next();
  const to = Number(takeNumber(cursor));
  const span = cursor.spanFrom(start);
  return cursor.node({ kind: "range", from: Number(from), to, inclusive, span });
}

function takeNumber(cursor: Cursor): number | bigint {
  const negative = cursor.takeSign("-");
  const token = cursor.next();
  if (token.kind === "number") return negative ? -token.value : token.value;
  throw cursor.problem(
    token,
    "The range has no number here.",
    `Expected a number and found ${cursor.describe(token)}.`,
    "Write `90..=100` with, or `90..<100` without the upper end.",
  );
}

function parseItemsPattern(cursor: Cursor): Pattern {
  const { start } = cursor.next();
  const items: Pattern[] = [];
  let rest: Rest = false;
  while (!cursor.isSign("]")) {
    if (cursor.isSign("...")) {
      rest = parseRest(cursor);
      break;
    }
    items.push(parsePattern(cursor, false));
    if (!cursor.takeSign(",")) break;
  }
  cursor.close("]", start, "array pattern");
  Object.freeze(items);
  return cursor.node({ kind: "items", items, rest, span: cursor.spanFrom(start) }, ...items);
}

function parseMembersPattern(cursor: Cursor): Pattern {
  const { start } = cursor.next();
  const members: { readonly key: string; readonly pattern: Pattern }[] = [];
  let rest: Rest = false;
  while (!cursor.isSign("}")) {
    if (cursor.isSign("...")) {
      rest = parseRest(cursor);
      break;
    }
    members.push(parseMemberPattern(cursor));
    if (!cursor.takeSign(",")) break;
  }
  cursor.close("}", start, "object pattern");
  Object.freeze(members);
  const patterns = members.map((member) => member.pattern);
  return cursor.node({ kind: "members", members, rest, span: cursor.spanFrom(start) }, ...patterns);
}

/** `key: pattern`, or `key` alone, which binds the member to its own name. */
function parseMemberPattern(cursor: Cursor): { readonly key: string; readonly pattern: Pattern } {
  const token = cursor.next();
  const isKey = token.kind === "name" || token.kind === "string";
  if (isKey && cursor.takeSign(":")) {
    return Object.freeze({ key: token.value, pattern: parsePattern(cursor, false) });
  }
  if (token.kind === "name") {
    const span = { start: token.start, end: token.end };
    return Object.freeze({
      key: token.value,
      pattern: cursor.node({ kind: "binding" as const, name: token.value, span }),
    });
  }
  throw cursor.problem(
    token,
    "The object pattern has no key here.",
    `Expected \`key: pattern\` and found ${cursor.describe(token)}.`,
    "Write `{ kind: 'a', size: 1..=3, ...rest }`.",
  );
}

function parseRest(cursor: Cursor): Rest {
  cursor.next();
  const token = cursor.token;
  if (token.kind !== "name") return null;
  cursor.next();
  return token.value === "_" ? null : token.value;
}
