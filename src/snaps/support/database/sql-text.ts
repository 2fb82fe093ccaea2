import { compileExpression } from "../../../expr/compile.ts";
import type { Value } from "../../../expr/value.ts";
import { type BindContext, type Setting, withSpan } from "../../../engine/setting.ts";
import { bindPerDocument } from "../../../engine/settings/evaluated.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { SqlSyntax } from "./sql-syntax.ts";
import { readSqlTemplate, renderTemplate, type SqlTemplate } from "./sql-template.ts";

/** SQL for one document: its text, and the values of its fields, which never become part of it. */
export interface BoundSql {
  readonly isBlank: boolean;
  /** Names of the document's fields that it binds at the first level. */
  readonly fields: ReadonlySet<string>;
  /** The text with placeholders counted on from `offset`. */
  readonly render: (placeholder: (index: number) => string, offset?: number) => string;
  readonly values: readonly Value[];
}

export interface SqlTextSetting {
  /** Throws what a missing field throws. */
  readonly forDocument: (document: Value) => BoundSql;
  /** Blank whatever the document is. */
  readonly isUnset: boolean;
  /** Fields in quotes of a literal text, which are not bound: to warn of. */
  readonly quoted: readonly string[];
}

/**
 * A setting that holds SQL: a statement or a condition. In it `$field` is a value of the document and `_name` one of a
 * parameter; each is bound, whatever it holds. An expression makes the text itself, and is read in the same way.
 */
export function sqlText(options: {
  readonly help: string;
  readonly syntax: SqlSyntax;
  readonly required?: boolean;
}): Setting<SqlTextSetting> {
  return {
    shape: {
      kind: "editor",
      help: options.help,
      required: options.required ?? false,
      expression: "document",
      default: "",
    },
    bind: (setting, context) => {
      const evaluate = bindPerDocument(setting, "document", context);
      const compile = compiler(options.syntax, context);
      const isExpression = setting?.expression === true && evaluate !== undefined;
      const literal = isExpression ? undefined : compile(textOf(evaluate({})));
      literal?.check(context);
      return {
        forDocument: (document) => {
          const sql = literal ?? compile(textOf(evaluate(document)));
          return sql.bind(document);
        },
        isUnset: literal?.isBlank ?? blankExpression(setting?.value),
        quoted: literal?.template.quoted ?? [],
      };
    },
  };
}

interface CompiledSql {
  readonly template: SqlTemplate;
  readonly isBlank: boolean;
  readonly check: (context: BindContext) => void;
  readonly bind: (document: Value) => BoundSql;
}

/** Compiles texts; the last ones are kept, since an expression mostly gives the same few. */
function compiler(syntax: SqlSyntax, context: BindContext): (sql: string) => CompiledSql {
  const parameters = new Set(Object.keys(context.scope.parameters));
  const kept = new Map<string, CompiledSql>();
  return (sql) => {
    let compiled = kept.get(sql);
    if (compiled === undefined) {
      if (kept.size >= textsKeptMax) kept.clear();
      compiled = compileSql(readSqlTemplate(sql, syntax, parameters), context);
      kept.set(sql, compiled);
    }
    return compiled;
  };
}

const textsKeptMax = 64;

function compileSql(template: SqlTemplate, context: BindContext): CompiledSql {
  const { scope, nullSafe } = context;
  const results = template.binds.map(({ source }) =>
    compileExpression(source, scope, { nullSafe, allow: "document" }),
  );
  const fields = new Set(
    template.binds.flatMap(({ kind, source }) => (kind === "field" ? topField(source) : [])),
  );
  const isBlank = template.binds.length === 0 && template.fragments.join("").trim() === "";
  return {
    template,
    isBlank,
    check: (bindContext) => {
      for (const result of results) {
        if (!result.ok)
          for (const finding of result.findings) bindContext.report(withSpan(finding, bindContext));
      }
      if (template.stray !== undefined)
        bindContext.report(withSpan(strayFinding(template.stray), bindContext));
    },
    bind: (document) => {
      if (template.stray !== undefined) {
        const { error, reason, resolution } = strayFinding(template.stray);
        throw new SnapFailure(error, reason, resolution);
      }
      return {
        isBlank,
        fields,
        render: (placeholder, offset) => renderTemplate(template, placeholder, offset),
        values: results.map((result) => (result.ok ? result.expression.evaluate(document) : null)),
      };
    },
  };
}

function strayFinding(stray: string) {
  return {
    code: "sql-placeholder",
    severity: "error" as const,
    place: {},
    error: `\`${stray}\` in the SQL stands for no value`,
    reason:
      "Values are named by the field they come from, such as `$id`; placeholders are made from them.",
    resolution: `Name a field in place of \`${stray}\`, such as \`$id\`, or \`$['1']\` for one whose name is a number.`,
  };
}

/** `$order.id` → `order`. */
function topField(source: string): readonly string[] {
  const [, plain, single, double] =
    /^\$(?:([\p{ID_Start}_][\p{ID_Continue}]*)|\['(.*?)'\]|\["(.*?)"\])/u.exec(source) ?? [];
  const name = plain ?? single ?? double;
  return name === undefined ? [] : [name];
}

function textOf(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new SnapFailure(
    "The SQL is no text",
    "Expected the expression to give a text; found a list, an object or bytes.",
    "Mend the expression.",
  );
}

function blankExpression(value: unknown): boolean {
  return typeof value !== "string" || value.trim() === "";
}

/** Says of fields in quotes that they are text there. */
export function warnOfQuoted(
  { warn }: { readonly warn: (message: string) => void },
  { quoted }: SqlTextSetting,
): void {
  for (const field of new Set(quoted)) {
    warn(
      `\`${field}\` stands in quotes, where it is text. Without the quotes the value of the field is bound.`,
    );
  }
}
