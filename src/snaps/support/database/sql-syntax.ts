/** What a reader has to know of a database's SQL to tell texts, names and comments from the rest. */
export interface SqlSyntax {
  /** A backslash in a text takes the next character along. */
  readonly backslashEscapes: boolean;
  /** `$$text$$` and `$tag$text$tag$`. */
  readonly dollarQuotes: boolean;
  /** `# comment`. */
  readonly hashComments: boolean;
  /** `[name]`. */
  readonly bracketNames: boolean;
  /** A question mark stands for a value. */
  readonly questionMarks: boolean;
}

/**
 * The end of the text, quoted name or comment that begins at `start`; `start` itself when none begins there. One that
 * is never closed reaches to the end.
 */
export function endOfQuoted(sql: string, start: number, syntax: SqlSyntax): number {
  const character = sql.charAt(start);
  switch (character) {
    case "'":
      return endOfText(sql, start, syntax.backslashEscapes || isEscapeText(sql, start, syntax));
    case '"':
    case "`":
      return endOfText(sql, start, syntax.backslashEscapes && character === '"');
    case "[":
      return syntax.bracketNames ? after(sql, "]", start + 1) : start;
    case "-":
      return sql.startsWith("--", start) ? endOfLine(sql, start) : start;
    case "#":
      return syntax.hashComments ? endOfLine(sql, start) : start;
    case "/":
      return sql.startsWith("/*", start) ? after(sql, "*/", start + 2) : start;
    case "$":
      return syntax.dollarQuotes ? endOfDollarQuote(sql, start) : start;
    default:
      return start;
  }
}

function endOfText(sql: string, start: number, backslash: boolean): number {
  const quote = sql.charAt(start);
  for (let at = start + 1; at < sql.length; at++) {
    if (backslash && sql.charAt(at) === "\\") at++;
    else if (sql.charAt(at) === quote) {
      if (sql.charAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return sql.length;
}

/** PostgreSQL's `E'…'`. */
function isEscapeText(sql: string, start: number, { dollarQuotes }: SqlSyntax): boolean {
  return dollarQuotes && /(?:^|[^\w$])[eE]$/.test(sql.slice(Math.max(0, start - 2), start));
}

function endOfDollarQuote(sql: string, start: number): number {
  if (/[\w$]/.test(sql.charAt(start - 1))) return start;
  const tag = dollarTag(sql, start);
  return tag === undefined ? start : after(sql, tag, start + tag.length);
}

/** `$$` or `$tag$`; a tag that is never closed is none, so that `$a$` is the field `a` and a stray sign. */
function dollarTag(sql: string, start: number): string | undefined {
  const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(
    sql.slice(start, start + 64),
  )?.[0];
  return tag !== undefined && sql.indexOf(tag, start + tag.length) >= 0 ? tag : undefined;
}

function endOfLine(sql: string, start: number): number {
  return after(sql, "\n", start);
}

function after(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from);
  return found < 0 ? sql.length : found + mark.length;
}
