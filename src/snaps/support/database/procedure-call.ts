import type { Value } from "../../../expr/value.ts";
import type { AnswerPart, SqlStatement } from "./database-driver.ts";
import type { DatabaseSession } from "./database-session.ts";
import type { SqlDialect } from "./sql-dialect.ts";
import type { NamePart } from "./table-name.ts";

/** A parameter of a procedure or function. */
export interface ProcedureParameter {
  readonly name: string;
  readonly mode: "in" | "out" | "inout";
  readonly type: string;
}

export interface Procedure {
  readonly isFunction: boolean;
  readonly parameters: readonly ProcedureParameter[];
}

/** What calling it takes: statements in their order; those that hand over values of parameters give one row. */
export interface ProcedureCall {
  readonly before: readonly SqlStatement[];
  readonly call: SqlStatement;
  /** Reads the values that come out; undefined where the call itself gives them as its first row. */
  readonly after: SqlStatement | undefined;
  /** Parameters that come out, in the order of that row. */
  readonly out: readonly ProcedureParameter[];
  /** The rows of the call are those values, and no result set. */
  readonly rowsAreOut: boolean;
}

/** Looks the procedure up; undefined when there is none of that name with so many values to give. */
export async function findProcedure(
  session: DatabaseSession,
  name: readonly NamePart[],
  valueCount: number,
): Promise<Procedure | undefined> {
  const found = new Map<string, ProcedureParameter[]>();
  const functions = new Set<string>();
  for (const row of await session.rows(parametersStatement(session, name))) {
    const [id, kind, parameter, mode, type] = row.map((value) =>
      typeof value === "string" ? value : "",
    );
    const parameters = found.get(id ?? "") ?? [];
    found.set(id ?? "", parameters);
    if (/function/i.test(kind ?? "")) functions.add(id ?? "");
    if (mode !== "")
      parameters.push({
        name: (parameter ?? "").replace(/^@/, ""),
        mode: modeOf(mode ?? ""),
        type: type ?? "",
      });
  }
  for (const [id, parameters] of found) {
    const given = parameters.filter(({ mode }) => mode !== "out").length;
    if (given === valueCount) return { isFunction: functions.has(id), parameters };
  }
  return undefined;
}

function modeOf(mode: string): ProcedureParameter["mode"] {
  switch (mode.toLowerCase()) {
    case "out":
      return "out";
    case "inout":
      return "inout";
    default:
      return "in";
  }
}

/** Rows are `id, kind, name, mode, type`, in the order of the parameters; one without parameters has a row without mode. */
function parametersStatement(
  { dialect, target }: DatabaseSession,
  name: readonly NamePart[],
): SqlStatement {
  const [last, schema] = name.toReversed();
  const folded = (part: NamePart | undefined): string =>
    part === undefined
      ? ""
      : part.isQuoted
        ? part.name
        : (dialect.folded?.(part.name) ?? part.name);
  const current = {
    postgres: "ANY (current_schemas(true))",
    mysql: "DATABASE()",
    sqlserver: "SCHEMA_NAME()",
  }[target.kind];
  const inSchema = schema === undefined ? current : dialect.placeholder(1);
  const values = schema === undefined ? [folded(last)] : [folded(last), folded(schema)];
  const join =
    target.kind === "mysql"
      ? "p.specific_schema = r.routine_schema AND p.specific_name = r.specific_name AND p.routine_type = r.routine_type"
      : "p.specific_schema = r.specific_schema AND p.specific_name = r.specific_name";
  return {
    text: `SELECT r.specific_name, r.routine_type, p.parameter_name, p.parameter_mode, p.data_type
FROM information_schema.routines r LEFT JOIN information_schema.parameters p ON ${join} AND p.ordinal_position > 0
WHERE r.routine_name = ${dialect.placeholder(0)} AND r.routine_schema = ${inSchema}
ORDER BY r.specific_name, p.ordinal_position`,
    values,
  };
}

/** How to call it with these values, one for each parameter that takes one. */
export function procedureCall(
  session: DatabaseSession,
  quotedName: string,
  { isFunction, parameters }: Procedure,
  values: readonly Value[],
): ProcedureCall {
  const { dialect, target } = session;
  const out = parameters.filter(({ mode }) => mode !== "in");
  if (target.kind === "mysql") {
    return mysqlCall(dialect.call, quotedName, { isFunction, parameters }, values);
  }
  if (target.kind === "sqlserver") return sqlServerCall(quotedName, parameters, values, out);
  return postgresCall(dialect, quotedName, { isFunction, parameters }, values);
}

function postgresCall(
  { call, placeholder }: SqlDialect,
  quotedName: string,
  { isFunction, parameters }: Procedure,
  values: readonly Value[],
): ProcedureCall {
  const out = isFunction ? [] : parameters.filter(({ mode }) => mode !== "in");
  let next = 0;
  const places = parameters.flatMap(({ mode, type }) => {
    if (mode === "out") return isFunction ? [] : ["NULL"];
    // The type tells apart procedures that share a name; those of lists and of the user's own are left to the server.
    const isPlain = type !== "ARRAY" && type !== "USER-DEFINED";
    return [`${placeholder(next++)}${isPlain ? `::${type}` : ""}`];
  });
  const text = isFunction
    ? `SELECT * FROM ${quotedName}(${places.join(", ")})`
    : call(quotedName, places);
  return { before: [], call: { text, values }, after: undefined, out, rowsAreOut: out.length > 0 };
}

function mysqlCall(
  call: (procedure: string, placeholders: readonly string[]) => string,
  quotedName: string,
  { isFunction, parameters }: Procedure,
  values: readonly Value[],
): ProcedureCall {
  const out = parameters.filter(({ mode }) => mode !== "in");
  if (isFunction) {
    const places = values.map(() => "?");
    const text = `SELECT ${quotedName}(${places.join(", ")}) AS \`result\``;
    return { before: [], call: { text, values }, after: undefined, out: [], rowsAreOut: false };
  }
  const before: SqlStatement[] = [];
  const given: Value[] = [];
  let next = 0;
  const places = parameters.map(({ mode }, index) => {
    if (mode === "in") {
      given.push(values[next++] ?? null);
      return "?";
    }
    const value = mode === "inout" ? (values[next++] ?? null) : null;
    before.push({ text: `SET @slipway_${index} = ?`, values: [value] });
    return `@slipway_${index}`;
  });
  const names = parameters.flatMap(({ mode }, index) =>
    mode === "in" ? [] : [`@slipway_${index}`],
  );
  const after = names.length === 0 ? undefined : { text: `SELECT ${names.join(", ")}`, values: [] };
  return {
    before,
    call: { text: call(quotedName, places), values: given },
    after,
    out,
    rowsAreOut: false,
  };
}

/** In one batch: variables for what comes out, the call, and at its end a result with their values. */
function sqlServerCall(
  quotedName: string,
  parameters: readonly ProcedureParameter[],
  values: readonly Value[],
  out: readonly ProcedureParameter[],
): ProcedureCall {
  let next = 0;
  const declared: string[] = [];
  const places = parameters.map(({ mode, type }, index) => {
    if (mode === "in") return `@p${++next}`;
    const size = /^(?:n?varchar|varbinary)$/.test(type) ? "(max)" : "";
    declared.push(
      `DECLARE @o${index} ${type}${size}${mode === "inout" && next < values.length ? ` = @p${++next}` : ""};`,
    );
    return `@o${index} OUTPUT`;
  });
  const names = parameters.flatMap(({ mode }, index) => (mode === "in" ? [] : [`@o${index}`]));
  const ending =
    names.length === 0
      ? ""
      : `; SELECT ${names.map((name, index) => `${name} AS [slipway_out_${index}]`).join(", ")}`;
  const text = `${declared.join(" ")} EXEC ${quotedName} ${places.join(", ")}${ending}`.trim();
  return { before: [], call: { text, values }, after: undefined, out, rowsAreOut: false };
}

/** Columns of the last result of an SQL Server call, which are the values that come out. */
export function isOutResult(part: AnswerPart): boolean {
  return part.kind === "columns" && part.columns[0]?.name === "slipway_out_0";
}
