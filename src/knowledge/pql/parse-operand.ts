import { unreachable } from "../../base/errors.ts";
import type { CaseBranch, OrderKey, PqlNode } from "./ast.ts";
import { describe, type PqlCursor } from "./cursor.ts";
import { isoDate, isoOfMicros, microsMax } from "./iso-date.ts";
import { pqlProblem } from "./problem.ts";
import { calendarForm } from "./calendar-form.ts";
import { processForms } from "./process/process-forms.ts";
import type { Token } from "./token.ts";

/** Words that end or join expressions; as names of tables they have to be quoted. */
export const reservedWords: ReadonlySet<string> = new Set(
  "AND OR NOT IN LIKE BETWEEN IS NULL CASE WHEN THEN ELSE END ORDER BY FILTER TRUE FALSE DISTINCT".split(
    " ",
  ),
);

const formOfName = new Map([calendarForm, ...processForms].map((form) => [form.name, form]));

/** Reads what stands between operators. */
export function readOperand(cursor: PqlCursor): PqlNode {
  const token = cursor.token;
  switch (token.kind) {
    case "text":
      cursor.next();
      return cursor.node({ kind: "text", value: token.value, span: spanOf(token) });
    case "int":
    case "float":
      cursor.next();
      return readNumber(cursor, token);
    case "variable":
      cursor.next();
      return cursor.node({ kind: "variable", name: token.value, span: spanOf(token) });
    case "name":
      return readReference(cursor);
    case "word":
      return readWord(cursor);
    case "sign":
      return readBracket(cursor);
    case "end":
      throw cursor.expected(
        "a value, a column or a function",
        "Write what belongs here, or remove the operator before it.",
      );
    default:
      return unreachable(token.kind);
  }
}

function spanOf(token: Token): { readonly start: number; readonly end: number } {
  return { start: token.start, end: token.end };
}

function readNumber(cursor: PqlCursor, token: Token): PqlNode {
  const span = spanOf(token);
  if (token.kind === "float") {
    const value = Number(token.value);
    if (!Number.isFinite(value)) throw numberTooLarge(token);
    return cursor.node({ kind: "number", value, type: "FLOAT", span });
  }
  const value = Number(token.value);
  if (Number.isSafeInteger(value)) return cursor.node({ kind: "number", value, type: "INT", span });
  const exact = BigInt(token.value);
  if (exact >= 2n ** 63n) throw numberTooLarge(token);
  return cursor.node({ kind: "number", value: exact, type: "INT", span });
}

function numberTooLarge(token: Token): Error {
  return pqlProblem(
    token,
    "pql-syntax",
    `The number ${describe(token)} is too large.`,
    "An INT is below 2^63, a FLOAT below 1.8e308.",
    "Write a smaller number, or a FLOAT such as 1e20.",
  );
}

function readWord(cursor: PqlCursor): PqlNode {
  const token = cursor.token;
  const word = token.value.toUpperCase();
  const form = formOfName.get(word);
  if (form !== undefined && !cursor.isSign(".", 1) && cursor.isSign("(", 1) === form.bracketed) {
    cursor.next();
    const parts = cursor.nested(() => form.read(cursor));
    const nodes = parts.flatMap((part) => (part.kind === "node" ? [part.node] : []));
    const span = cursor.spanFrom(token.start);
    return cursor.node({ kind: "special", name: form.name, parts, span }, ...nodes);
  }
  if (cursor.isSign("(", 1) && !reservedWords.has(word)) return readCall(cursor);
  switch (word) {
    case "CASE":
      return readCase(cursor);
    case "TRUE":
    case "FALSE":
      cursor.next();
      return cursor.node({ kind: "boolean", value: word === "TRUE", span: spanOf(token) });
    case "NULL":
      cursor.next();
      return cursor.node({ kind: "null", span: spanOf(token) });
    default:
      if (!reservedWords.has(word) || cursor.isSign(".", 1)) return readReference(cursor);
      throw cursor.expected(
        "a value, a column or a function",
        `Remove \`${token.value}\`, or write "${token.value}" if it is the name of a table.`,
      );
  }
}

/** `"TABLE"."COLUMN"` or one name alone. */
function readReference(cursor: PqlCursor): PqlNode {
  const first = cursor.next();
  const quoted = first.kind === "name";
  if (!cursor.isSign(".")) {
    return cursor.node({ kind: "name", name: first.value, quoted, span: spanOf(first) });
  }
  cursor.next();
  const second = cursor.token;
  if (second.kind !== "name" && second.kind !== "word") {
    throw cursor.expected(
      `the name of a column of ${describe(first)}`,
      `Write a column after the dot, as in "${first.value}"."COLUMN".`,
    );
  }
  cursor.next();
  return cursor.node({
    kind: "column",
    table: first.value,
    column: second.value,
    quoted: quoted || second.kind === "name",
    span: cursor.spanFrom(first.start),
  });
}

function readBracket(cursor: PqlCursor): PqlNode {
  const { start } = cursor.token;
  if (cursor.takeSign("(")) {
    const inner = cursor.expression();
    cursor.expectSign(")", "to close the bracket");
    return inner;
  }
  if (cursor.takeSign("[")) {
    const items: PqlNode[] = [];
    if (!cursor.isSign("]")) {
      do items.push(cursor.expression());
      while (cursor.takeSign(","));
    }
    cursor.expectSign("]", "to close the list");
    return cursor.node(
      { kind: "list", items: Object.freeze(items), span: cursor.spanFrom(start) },
      ...items,
    );
  }
  if (cursor.takeSign("{")) return readBraces(cursor, start);
  throw cursor.expected(
    "a value, a column or a function",
    cursor.isSign("*")
      ? 'Count the rows of a table by COUNT_TABLE("TABLE").'
      : `Write what belongs here, or remove ${describe(cursor.token)}.`,
  );
}

/** `{d'2024-01-31'}`, `{t'…'}`, or a parameter of a KPI such as `{p1}`. */
function readBraces(cursor: PqlCursor, start: number): PqlNode {
  const token = cursor.next();
  if (token.kind === "word" && token.value.toUpperCase() === "T" && cursor.token.kind === "int") {
    const ms = cursor.next();
    cursor.expectSign("}", "to close the date");
    const value = isoOfMicros(Math.min(Number(ms.value) * 1000, microsMax));
    return cursor.node({ kind: "date", value, span: cursor.spanFrom(start) });
  }
  if (token.kind === "word" && cursor.token.kind === "text") {
    const text = cursor.next();
    cursor.expectSign("}", "to close the date");
    const value = isoDate(text.value);
    if (!["D", "T", "TS"].includes(token.value.toUpperCase()) || value === undefined) {
      throw pqlProblem(
        cursor.spanFrom(start),
        "pql-syntax",
        `${describe(text)} is no date.`,
        "A date is written {d'YYYY-MM-DD'} or {t'YYYY-MM-DD HH:MM:SS.ffffff'}, and exists.",
        "Write the date so, for example {d'2024-01-31'}.",
      );
    }
    return cursor.node({ kind: "date", value, span: cursor.spanFrom(start) });
  }
  if (token.kind !== "word" && token.kind !== "int") {
    throw pqlProblem(
      token,
      "pql-syntax",
      `Unexpected ${describe(token)} in braces.`,
      "Braces hold a date such as {d'2024-01-31'} or a parameter of a KPI such as {p1}.",
      "Write one of the two, or use ( ) to group.",
    );
  }
  cursor.expectSign("}", "after the name of the parameter");
  return cursor.node({ kind: "parameter", name: token.value, span: cursor.spanFrom(start) });
}

function readCase(cursor: PqlCursor): PqlNode {
  const { start } = cursor.next();
  const branches: CaseBranch[] = [];
  while (cursor.takeWord("WHEN")) {
    const when = cursor.expression();
    cursor.expectWord("THEN", "after the condition of `WHEN`");
    // oxlint-disable-next-line unicorn/no-thenable -- the word of the language
    branches.push(Object.freeze({ when, then: cursor.expression() }));
  }
  if (branches.length === 0) {
    throw cursor.expected(
      "`WHEN` after `CASE`",
      "Write CASE WHEN condition THEN value … ELSE value END; `CASE x WHEN 1` is not PQL, write CASE WHEN x = 1.",
    );
  }
  const otherwise = cursor.takeWord("ELSE") ? cursor.expression() : null;
  cursor.expectWord("END", "to close `CASE`");
  return cursor.node(
    { kind: "case", branches: Object.freeze(branches), otherwise, span: cursor.spanFrom(start) },
    ...branches.flatMap(({ when, then }) => [when, then]),
    otherwise,
  );
}

function readCall(cursor: PqlCursor): PqlNode {
  const token = cursor.next();
  const name = token.value.toUpperCase();
  cursor.next();
  const distinct = cursor.takeWord("DISTINCT");
  const given: PqlNode[] = [];
  const orderBy: OrderKey[] = [];
  if (!cursor.isSign(")")) {
    do {
      if (cursor.isWord("ORDER") && cursor.isWord("BY", 1)) readOrderBy(cursor, orderBy);
      else given.push(cursor.expression());
    } while (cursor.takeSign(","));
    if (cursor.isWord("ORDER") && cursor.isWord("BY", 1)) readOrderBy(cursor, orderBy);
  }
  if (!cursor.takeSign(")")) {
    throw cursor.expected(
      `\`,\` or \`)\` in the arguments of ${name}`,
      `Separate the arguments of ${name} by commas and close them with \`)\`.`,
    );
  }
  return cursor.node(
    {
      kind: "call",
      name,
      distinct,
      arguments: Object.freeze(given),
      orderBy: Object.freeze(orderBy),
      span: cursor.spanFrom(token.start),
    },
    ...given,
    ...orderBy.map((key) => key.node),
  );
}

function readOrderBy(cursor: PqlCursor, keys: OrderKey[]): void {
  cursor.next();
  cursor.next();
  do {
    const node = cursor.expression();
    const descending = cursor.takeWord("DESC");
    if (!descending) cursor.takeWord("ASC");
    keys.push(Object.freeze({ node, descending }));
  } while (cursor.takeSign(","));
}
