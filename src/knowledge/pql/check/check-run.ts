import { unreachable } from "../../../base/errors.ts";
import type { Span } from "../../../base/finding.ts";
import { didYouMean } from "../../../base/nearest.ts";
import type { ColumnType, DataSchema, EventLog } from "../../data/data-schema.ts";
import type { CallNode, PqlNode, SpecialNode } from "../ast.ts";
import { constantValue } from "../constant-value.ts";
import type { PqlLimits } from "../cursor.ts";
import type { AggregateExpression, Expression, GeneratedTable, PqlValue } from "../expression.ts";
import type { AggregateFunction } from "../function.ts";
import { JoinGraph } from "../plan/join-graph.ts";
import { pqlProblem } from "../problem.ts";
import type { CheckContext } from "../query.ts";
import { levelOf, tablesOf } from "../tables-of.ts";
import type { Checker } from "./checker.ts";
import { checkAggregate, checkCall, checkSpecial } from "./check-call.ts";
import { checkOperator } from "./check-operator.ts";
import { checkColumn, checkKpi, checkParameter, checkVariable } from "./check-reference.ts";
import { columnName, listOf, tableName, typeNames } from "./describe.ts";
import { microsOfIso } from "../iso-date.ts";

/** Checks the PQL of one query: what one column generates, the others know. */
export class CheckRun implements Checker {
  readonly context: CheckContext;
  readonly schema: DataSchema;
  readonly joins: JoinGraph;
  readonly nowMicros: number;
  /** KPIs and attributes that are being read, outermost first: `KPI "a"`. */
  readonly within: string[] = [];
  /** What `{p1}` stands for in the KPI that is being read. */
  parameters: ReadonlyMap<string, Expression> | undefined;
  private readonly limits: PqlLimits;
  /** Where the KPI or attribute that is being read was named in the PQL that was handed in. */
  private namedAt: Span | undefined;
  private depth = 0;
  private nodes = 0;

  constructor(context: CheckContext, limits: PqlLimits) {
    this.context = context;
    this.schema = context.schema;
    this.joins = new JoinGraph(context.schema);
    this.nowMicros = context.nowMs * 1000;
    this.limits = limits;
  }

  /** An expression of any level. */
  check(node: PqlNode): Expression {
    this.nodes++;
    this.depth++;
    if (this.nodes > this.limits.pqlNodesMax || this.depth > this.limits.pqlDepthMax * 5) {
      throw pqlProblem(
        this.span(node),
        "pql-limit",
        "The PQL is too large once its KPIs and attributes are put in.",
        `It has more than ${this.limits.pqlNodesMax} parts or ${this.limits.pqlDepthMax * 5} levels (limits pqlNodesMax, pqlDepthMax).`,
        "Refer to fewer KPIs, or simplify those it refers to.",
      );
    }
    const expression = this.checkKind(node);
    this.depth--;
    return expression;
  }

  span(node: { readonly span: Span }): Span {
    return this.namedAt ?? node.span;
  }

  /** Reads the PQL that a name stands for. */
  inside<T>(name: string, at: Span, parameters: ReadonlyMap<string, Expression>, read: () => T): T {
    if (this.within.includes(name)) {
      throw pqlProblem(
        at,
        "pql-unknown-name",
        `${name} refers to itself.`,
        `The way round is ${[...this.within, name].join(" → ")}.`,
        "Let one of them say what it means without the others.",
      );
    }
    const outer = { parameters: this.parameters, namedAt: this.namedAt };
    this.within.push(name);
    this.parameters = parameters;
    this.namedAt = at;
    const result = read();
    this.within.pop();
    this.parameters = outer.parameters;
    this.namedAt = outer.namedAt;
    return result;
  }

  any(node: PqlNode, where: string, types?: readonly ColumnType[]): Expression {
    const expression = this.check(node);
    this.expectType(expression, where, types);
    return expression;
  }

  aggregate(declared: AggregateFunction, call: CallNode): AggregateExpression {
    return checkAggregate(declared, call, this);
  }

  wrongArguments(call: CallNode | SpecialNode, syntax: string): Error {
    return pqlProblem(
      this.span(call),
      "pql-syntax",
      `${call.name} does not fit these arguments.`,
      `Expected ${syntax}.`,
      `Write ${syntax}.`,
    );
  }

  row(node: PqlNode, where: string, types?: readonly ColumnType[]): Expression {
    const expression = this.check(node);
    if (levelOf(expression) === "aggregate") throw this.nested(expression, where);
    this.expectType(expression, where, types);
    return expression;
  }

  expectType(expression: Expression, where: string, types?: readonly ColumnType[]): void {
    const { type } = expression;
    if (types === undefined || type === "NULL" || types.includes(type)) return;
    if (type === "INT" && types.includes("FLOAT")) return;
    throw pqlProblem(
      expression.span,
      "pql-type",
      `${where} cannot be ${type}.`,
      `Expected ${typeNames(types)} and found ${type}.`,
      conversionTo(types),
    );
  }

  condition(node: PqlNode, where: string): Expression {
    return this.row(node, where, ["BOOLEAN"]);
  }

  table(node: PqlNode, where: string): string {
    const name = node.kind === "name" ? node.name : undefined;
    if (name !== undefined && this.schema.tables.has(name)) return name;
    const tables = [...this.schema.tables.keys()];
    throw pqlProblem(
      this.span(node),
      name === undefined ? "pql-type" : "pql-unknown-name",
      name === undefined ? `${where} has to be a table.` : `Unknown table ${tableName(name)}.`,
      `The tables are ${listOf(tables.map(tableName))}. ${name === undefined ? "" : didYouMean(name, tables)}`.trim(),
      `Write the name of a table in double quotes, such as ${tableName(tables[0] ?? "CASES")}.`,
    );
  }

  wholeNumber(node: PqlNode, where: string): number {
    const value = this.constant(node, where, ["INT"]);
    return typeof value === "number" ? value : 0;
  }

  text(node: PqlNode, where: string): string {
    return String(this.constant(node, where, ["STRING"]));
  }

  /** The value of a node that may not depend on rows; NULL is refused. */
  constant(node: PqlNode, where: string, types: readonly ColumnType[]): PqlValue {
    const expression = this.row(node, where, types);
    const value = constantValue(expression);
    if (value !== undefined && value !== null) return value;
    throw pqlProblem(
      expression.span,
      "pql-type",
      `${where} has to be written as a value.`,
      "Expected a value, and found something that depends on rows or is NULL.",
      "Write the value itself, or a ${VARIABLE} that has it.",
    );
  }

  eventLog(expression: Expression | undefined, span: Span): EventLog {
    const { eventLogs } = this.schema;
    const [only] = eventLogs;
    const table = expression === undefined ? undefined : this.tableOf(expression);
    const found =
      table === undefined
        ? eventLogs.length === 1
          ? only
          : undefined
        : (eventLogs.find((log) => log.activityTable === table) ??
          eventLogs.find((log) => log.caseTable === table));
    if (found !== undefined) return found;
    const logs = eventLogs.map(
      (log) => `${log.id} (${columnName(log.activityTable, log.activityColumn)})`,
    );
    throw pqlProblem(
      span,
      "pql-unknown-name",
      table === undefined
        ? "It is open which event log is meant."
        : `The table ${tableName(table)} belongs to no event log.`,
      logs.length === 0
        ? "The data model declares no event log."
        : `The event logs are ${listOf(logs)}.`,
      logs.length === 0
        ? "Declare the activity table with its case, activity and timestamp columns in the data model."
        : "Name the activity column of the event log that is meant.",
    );
  }

  tableOf(expression: Expression): string | undefined {
    const tables = tablesOf(expression);
    return tables.size === 0 ? undefined : this.commonTable(tables, expression.span);
  }

  /** The N-most of the tables; when there is none, a problem that says why and what to do. */
  commonTable(tables: ReadonlySet<string>, span: Span): string {
    const common = this.joins.common(tables);
    switch (common.kind) {
      case "table":
        return common.table;
      case "ambiguous":
        throw pqlProblem(
          span,
          "pql-join",
          `There is more than one way from ${tableName(common.from)} to ${tableName(common.to)}.`,
          `The ways are ${listOf(common.via, "or")}.`,
          "Leave out the columns of one of the tables, or load the table a second time under another name for the second way.",
        );
      case "none":
        throw pqlProblem(
          span,
          "pql-join",
          `The tables ${listOf(common.tables.map(tableName))} have no common table.`,
          "Columns go together when one of their tables is on the N side of all others. " +
            "Rows of two N sides cannot be paired without multiplying.",
          this.commonTableAdvice(common.tables),
        );
      default:
        return unreachable(common);
    }
  }

  generate(table: GeneratedTable): void {
    this.joins.add(table);
  }

  private commonTableAdvice(tables: readonly string[]): string {
    const below = this.joins.belowAll(tables);
    const [first = "", second = ""] = tables;
    if (below[0] !== undefined) {
      return `Add a column or KPI of ${tableName(below[0])}, whose rows belong to one row of each, or write BIND(${tableName(below[0])}, column).`;
    }
    const above = [...this.schema.tables.keys()].find((table) =>
      tables.every((other) => this.joins.up(other, table).kind === "path"),
    );
    return above === undefined
      ? "Ask about them in separate queries, or join the tables in the data model by a foreign key."
      : `Pull one of them up to ${tableName(above)}, as in PU_SUM(${tableName(above)}, ${tableName(second)}.column), or ask about ${tableName(first)} and ${tableName(second)} separately.`;
  }

  private nested(expression: Expression, where: string): Error {
    return pqlProblem(
      expression.span,
      "pql-level",
      `${where} cannot be an aggregate.`,
      "A plain aggregate may not stand inside another one or where a value of each row is needed.",
      'Compute the inner one for each row of a table by a PU function, as in AVG(PU_SUM("CASES", "ACTIVITIES"."COST")), or for everything by GLOBAL(…).',
    );
  }

  private checkKind(node: PqlNode): Expression {
    const span = this.span(node);
    switch (node.kind) {
      case "text":
        return { kind: "value", type: "STRING", value: node.value, span };
      case "number":
        return { kind: "value", type: node.type, value: node.value, span };
      case "date":
        return { kind: "value", type: "DATE", value: microsOfIso(node.value) ?? null, span };
      case "boolean":
        return { kind: "value", type: "BOOLEAN", value: node.value, span };
      case "null":
        return { kind: "value", type: "NULL", value: null, span };
      case "column":
        return checkColumn(node, this);
      case "variable":
        return checkVariable(node, this);
      case "parameter":
        return checkParameter(node, this);
      case "call":
        return node.name === "KPI" ? checkKpi(node, this) : checkCall(node, this);
      case "special":
        return checkSpecial(node, this);
      case "name":
      case "list":
        throw this.misplaced(node);
      case "unary":
      case "binary":
      case "like":
      case "in":
      case "between":
      case "is-null":
      case "case":
        return checkOperator(node, this);
      default:
        return unreachable(node);
    }
  }

  private misplaced(node: Extract<PqlNode, { kind: "name" | "list" }>): Error {
    if (node.kind === "list") {
      return pqlProblem(
        this.span(node),
        "pql-syntax",
        "A list in square brackets is no value.",
        "Lists stand in REMAP_VALUES and REMAP_INTS; IN takes round brackets.",
        "Write ( ) after IN.",
      );
    }
    const { name } = node;
    const columns = this.schema.tables.get(name)?.columns;
    const [column] = columns?.keys() ?? [];
    const owners = [...this.schema.tables.values()].filter((table) => table.columns.has(name));
    const suggestion =
      columns !== undefined
        ? `Name a column of it, such as ${columnName(name, column ?? "COLUMN")}, or count its rows: COUNT_TABLE(${tableName(name)}).`
        : owners.length > 0
          ? `Write ${listOf(
              owners.map((table) => columnName(table.name, name)),
              "or",
            )}.`
          : `Write a column as "TABLE"."COLUMN" and a text as 'text'. ${didYouMean(name, this.schema.tables.keys())}`.trim();
    return pqlProblem(
      this.span(node),
      "pql-unknown-name",
      columns === undefined
        ? `\`${name}\` is no value.`
        : `${tableName(name)} is a table, not a value.`,
      "Expected a value: a column, a text, a number or a function.",
      suggestion,
    );
  }
}

function conversionTo(types: readonly ColumnType[]): string {
  if (types.includes("DATE")) {
    return "Write a date as {d'2024-01-31'}, or convert a text with TO_TIMESTAMP(text, 'YYYY-MM-DD').";
  }
  if (types.includes("BOOLEAN")) return "Write a condition, such as a comparison.";
  if (types.includes("STRING")) return "Convert it with TO_STRING(…).";
  return "Convert it with TO_INT(…) or TO_FLOAT(…), or CASE WHEN condition THEN 1 ELSE 0 END.";
}
