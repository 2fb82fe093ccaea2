import { endOfQuoted, type SqlSyntax } from "./sql-syntax.ts";

/** SQL with places for values: `fragments` around `binds`, one more of them. */
export interface SqlTemplate {
  readonly fragments: readonly string[];
  readonly binds: readonly SqlBind[];
  /** Fields that stand in quotes, where they are text and no value takes their place. */
  readonly quoted: readonly string[];
  /** What stands where a value cannot: `$1` or `?`; undefined when nothing does. */
  readonly stray: string | undefined;
}

/** An expression of the expression language, `$order.id`, or a parameter, `_limit`. */
export interface SqlBind {
  readonly kind: "field" | "parameter";
  readonly source: string;
}

/**
 * Finds the fields and parameters in an SQL text. Each becomes a value that is bound, and none becomes part of the
 * text; those in quotes and comments stay as they are.
 */
export function readSqlTemplate(
  sql: string,
  syntax: SqlSyntax,
  parameters: ReadonlySet<string>,
): SqlTemplate {
  const fragments: string[] = [];
  const binds: SqlBind[] = [];
  const quoted: string[] = [];
  let stray: string | undefined;
  let from = 0;
  for (let at = 0; at < sql.length;) {
    const end = endOfQuoted(sql, at, syntax);
    if (end > at) {
      if (sql.charAt(at) === "'") quoted.push(...fieldsIn(sql.slice(at, end)));
      at = end;
      continue;
    }
    const bind = bindAt(sql, at, parameters);
    if (bind === undefined) {
      stray ??= strayAt(sql, at, syntax);
      at = endOfWord(sql, at);
      continue;
    }
    fragments.push(sql.slice(from, at));
    binds.push(bind);
    at += bind.source.length;
    from = at;
  }
  fragments.push(sql.slice(from));
  return { fragments, binds, quoted, stray };
}

/** The text with the dialect's placeholders, counted on from `offset`. */
export function renderTemplate(
  { fragments }: SqlTemplate,
  placeholder: (index: number) => string,
  offset = 0,
): string {
  return fragments.reduce(
    (text, fragment, index) => text + placeholder(offset + index - 1) + fragment,
  );
}

const field =
  /\$(?:[\p{ID_Start}_][\p{ID_Continue}]*|\['(?:[^'\\]|\\.)*'\]|\["(?:[^"\\]|\\.)*"\])/uy;
const step =
  /\.[\p{ID_Start}_][\p{ID_Continue}]*(?![\p{ID_Continue}]|\s*\()|\[(?:\d+|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\]/uy;
const word = /[\p{ID_Start}_][\p{ID_Continue}$]*/uy;

function bindAt(sql: string, at: number, parameters: ReadonlySet<string>): SqlBind | undefined {
  const character = sql.charAt(at);
  if (character === "$") {
    let end = matchEnd(field, sql, at);
    if (end === at) return undefined;
    for (let next = matchEnd(step, sql, end); next > end; next = matchEnd(step, sql, end))
      end = next;
    return { kind: "field", source: sql.slice(at, end) };
  }
  if (character !== "_" || /[.@]/.test(sql.charAt(at - 1))) return undefined;
  const name = sql.slice(at, matchEnd(word, sql, at));
  return parameters.has(name.slice(1)) ? { kind: "parameter", source: name } : undefined;
}

/** The next place to look at: a name is passed as a whole, so that `a_b` and `a$b` hold no parameter and no field. */
function endOfWord(sql: string, at: number): number {
  return Math.max(matchEnd(word, sql, at), at + 1);
}

function strayAt(sql: string, at: number, syntax: SqlSyntax): string | undefined {
  if (sql.charAt(at) === "$") return /^\$\d+/.exec(sql.slice(at, at + 8))?.[0];
  return syntax.questionMarks && sql.charAt(at) === "?" ? "?" : undefined;
}

function fieldsIn(text: string): readonly string[] {
  return text.match(/\$[\p{ID_Start}_][\p{ID_Continue}]*/gu) ?? [];
}

function matchEnd(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : at;
}
