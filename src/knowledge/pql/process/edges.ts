import { assert, unreachable } from "../../../base/errors.ts";
import type { ColumnType } from "../../data/data-schema.ts";
import type { PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { ReferenceData } from "../evaluate/reference-data.ts";
import type {
  ColumnExpression,
  Expression,
  GeneratedTable,
  Join,
  PqlValue,
} from "../expression.ts";
import { expressionKey } from "../expression-key.ts";
import type { DerivedFunction } from "../function.ts";
import { pqlProblem } from "../problem.ts";
import type { SqlSite } from "../sql/sql-site.ts";
import { settled } from "../unify.ts";
import { type FormReader, formOf, readParts } from "./form-reader.ts";
import { isText, type LogRows, logRows, orderColumns, tracesOf } from "./log-rows.ts";

/** Which pairs of events of a case are edges. */
type EdgeKind = "next" | "first-others" | "first-all" | "others-last" | "first-last";

interface EdgeForm {
  readonly column: PqlNode;
  readonly filter: PqlNode | undefined;
  readonly kind: EdgeKind;
}

type End = "source" | "target";

export const edgeForms = [formOf("SOURCE", true, grammar), formOf("TARGET", true, grammar)];

export const edges: readonly DerivedFunction[] = [edgeFunction("SOURCE"), edgeFunction("TARGET")];

function edgeFunction(name: "SOURCE" | "TARGET"): DerivedFunction {
  const end = name === "SOURCE" ? "source" : "target";
  return {
    kind: "derived",
    name,
    syntax: `${name}("ACTIVITIES"."COLUMN" [, filter column] [, ANY_OCCURRENCE[] TO ANY_OCCURRENCE[]])`,
    summary: `The value of a column at the ${end === "source" ? "first" : "second"} event of each pair of events that follow each other; events whose filter column is null are passed over.`,
    source: "help.celonis.de/display/PQL47/SOURCE+-+TARGET",
    derive(call, checker) {
      if (call.kind !== "special") throw checker.wrongArguments(call, this.syntax);
      return edgeColumn(call, end, checker);
    },
  };
}

function grammar(reader: FormReader): EdgeForm {
  reader.sign("(", "before the column");
  const column = reader.expression();
  let filter: PqlNode | undefined;
  let kind: EdgeKind = "next";
  if (reader.takeSign(",")) {
    if (!isEdges(reader)) filter = reader.expression();
    if (filter === undefined || reader.takeSign(",")) kind = edgesAt(reader);
  }
  reader.sign(")", "after the arguments");
  return { column, filter, kind };
}

const occurrences = [
  "ANY_OCCURRENCE",
  "ANY_OCCURRENCE_WITH_SELF",
  "FIRST_OCCURRENCE",
  "LAST_OCCURRENCE",
] as const;

const kinds: Readonly<Record<string, EdgeKind>> = {
  "ANY_OCCURRENCE TO ANY_OCCURRENCE": "next",
  "FIRST_OCCURRENCE TO ANY_OCCURRENCE": "first-others",
  "FIRST_OCCURRENCE TO ANY_OCCURRENCE_WITH_SELF": "first-all",
  "ANY_OCCURRENCE TO LAST_OCCURRENCE": "others-last",
  "FIRST_OCCURRENCE TO LAST_OCCURRENCE": "first-last",
};

function isEdges(reader: FormReader): boolean {
  return occurrences.some((word) => reader.isWordBefore(word, "["));
}

function edgesAt(reader: FormReader): EdgeKind {
  const from = occurrenceAt(reader);
  reader.word(["TO"], "between the ends of the edges");
  const to = occurrenceAt(reader);
  const kind = kinds[`${from} TO ${to}`];
  if (kind !== undefined) return kind;
  throw reader.expected(
    `one of ${Object.keys(kinds).join(", ")} before`,
    "Choose one of these ways to pair the events of a case.",
  );
}

function occurrenceAt(reader: FormReader): string {
  const word = reader.word(occurrences, "in the edges");
  reader.sign("[", `after ${word}`);
  reader.sign("]", "after the bracket");
  return word;
}

function edgeColumn(call: SpecialNode, end: End, checker: Checker): ColumnExpression {
  const form = readParts(call, grammar);
  const rows = logRows(call, form.column, checker);
  const filter =
    form.filter === undefined
      ? undefined
      : checker.row(form.filter, `The filter column of ${call.name}`);
  refuseForeign([rows.activity, ...(filter === undefined ? [] : [filter])], rows, call, checker);
  const id = `EDGES(${rows.table}, ${form.kind}, ${filter === undefined ? "" : expressionKey(filter)})`;
  const table = checker.joins.generatedTable(id) ?? new EdgeTable(id, rows, filter, form.kind);
  assert(table instanceof EdgeTable, "tables of edges have ids of their own");
  checker.generate(table);
  return table.column(rows.activity, end, checker.span(call));
}

/** Values of other event logs have no place in the pairs of this one. */
function refuseForeign(
  expressions: readonly Expression[],
  rows: LogRows,
  call: SpecialNode,
  checker: Checker,
): void {
  for (const expression of expressions) {
    const table = checker.tableOf(expression);
    if (table === undefined || checker.joins.up(rows.table, table).kind === "path") continue;
    throw pqlProblem(
      expression.span,
      "pql-join",
      `${call.name} needs a column of "${rows.table}".`,
      `Found one of "${table}", of which no single row belongs to an event.`,
      `Name a column of "${rows.table}" or of a table that it refers to.`,
    );
  }
}

interface EndColumn {
  readonly name: string;
  readonly expression: Expression;
  readonly end: End;
}

/** The pairs of events of each case. It gains a column for each value that a query asks for. */
class EdgeTable implements GeneratedTable {
  readonly id: string;
  readonly columns = new Map<string, ColumnType>();
  readonly joins: readonly Join[];
  private readonly rows: LogRows;
  private readonly filter: Expression | undefined;
  private readonly kind: EdgeKind;
  private readonly ends = new Map<string, EndColumn>();

  constructor(id: string, rows: LogRows, filter: Expression | undefined, kind: EdgeKind) {
    this.id = id;
    this.rows = rows;
    this.filter = filter;
    this.kind = kind;
    const childKeys = rows.keysOfCase.map((key, index): ColumnExpression => {
      const name = `k${index + 1}`;
      this.columns.set(name, settled(key.type));
      return { kind: "column", table: id, column: name, type: key.type, span: key.span };
    });
    const parentKeys = rows.keysOfCase.flatMap((key) => (key.kind === "column" ? [key] : []));
    this.joins = [{ child: id, parent: rows.caseTable, childKeys, parentKeys }];
  }

  column(expression: Expression, end: End, span: Expression["span"]): ColumnExpression {
    const key = `${end} ${expressionKey(expression)}`;
    const { name } = this.ends.get(key) ?? { name: `e${this.ends.size + 1}` };
    this.columns.set(name, settled(expression.type));
    this.ends.set(key, { name, expression, end });
    return { kind: "column", table: this.id, column: name, type: expression.type, span };
  }

  sql(site: SqlSite): string {
    const { rows, filter } = this;
    const keys = rows.caseKeys.map((expression, index) => ({ name: `k${index + 1}`, expression }));
    const ends = [...this.ends.values()];
    const order = orderColumns(rows);
    const kept = filter === undefined ? [] : [{ name: "f", expression: filter }];
    const all = site.rows(rows.table, [...keys, ...ends, ...kept, ...order.columns]);
    const named = [...keys, ...kept].map(({ name }) => `${name} IS NOT NULL`).join(" AND ");
    const sorting = order.names.map((name, index) => {
      const key = rows.order[index];
      return `${key !== undefined && isText(key) ? site.dialect.binary(name) : name} NULLS LAST`;
    });
    const part = `PARTITION BY ${keys.map(({ name }) => name).join(", ")}`;
    const over = `OVER (${part} ORDER BY ${sorting.join(", ")})`;
    const whole = `OVER (${part} ORDER BY ${sorting.join(", ")} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
    const values = ends.map(
      ({ name, end }) => `${this.valueSql(name, end, over, whole)} AS ${name}`,
    );
    const names = keys.map(({ name }) => name);
    const columns = ends.map(({ name }) => name);
    const pairs = `SELECT ${[...names, ...values, '"$row"', `row_number() ${over} AS place`, `count(*) OVER (${part}) AS places`].join(", ")} FROM (${all}) AS ${site.alias()} WHERE ${named}`;
    return `SELECT ${[...names, ...columns, '"$row"'].join(", ")} FROM (${pairs}) AS ${site.alias()} WHERE ${placeSql[this.kind]}`;
  }

  evaluate(data: ReferenceData): readonly ReadonlyMap<string, PqlValue>[] {
    const { rows, filter } = this;
    return tracesOf(rows, data)
      .flatMap((trace) => {
        const events = trace.filter(
          (event) => filter === undefined || data.value(filter, rows.table, event) !== null,
        );
        return pairsOf(this.kind, events).map(({ row, source, target }) => ({
          row,
          values: new Map([
            ...rows.caseKeys.map((key, index): [string, PqlValue] => [
              `k${index + 1}`,
              data.value(key, rows.table, source),
            ]),
            ...[...this.ends.values()].map(({ name, expression, end }): [string, PqlValue] => [
              name,
              data.value(expression, rows.table, end === "source" ? source : target),
            ]),
          ]),
        }));
      })
      .toSorted((a, b) => a.row - b.row)
      .map(({ values }) => values);
  }

  /** The value of one end of the edge that stands at an event. */
  private valueSql(name: string, end: End, over: string, whole: string): string {
    switch (this.kind) {
      case "next":
        return end === "source" ? name : `lead(${name}) ${over}`;
      case "others-last":
        return end === "source" ? name : `last_value(${name}) ${whole}`;
      case "first-others":
      case "first-all":
      case "first-last":
        return end === "source" ? `first_value(${name}) ${whole}` : name;
      default:
        return unreachable(this.kind);
    }
  }
}

/** At which events of a case an edge stands. */
const placeSql: Readonly<Record<EdgeKind, string>> = {
  next: "place < places",
  "others-last": "place < places",
  "first-others": "place > 1",
  "first-all": "true",
  "first-last": "place = places AND places > 1",
};

interface Pair {
  /** The event at which the edge stands: its place among the edges is that of this row. */
  readonly row: number;
  readonly source: number;
  readonly target: number;
}

function pairsOf(kind: EdgeKind, events: readonly number[]): readonly Pair[] {
  const first = events[0];
  const last = events.at(-1);
  if (first === undefined || last === undefined) return [];
  const pairs = events.map((row, index): Pair | undefined => {
    const next = events[index + 1];
    switch (kind) {
      case "next":
        return next === undefined ? undefined : { row, source: row, target: next };
      case "others-last":
        return next === undefined ? undefined : { row, source: row, target: last };
      case "first-others":
        return index === 0 ? undefined : { row, source: first, target: row };
      case "first-all":
        return { row, source: first, target: row };
      case "first-last":
        return next === undefined && index > 0 ? { row, source: first, target: row } : undefined;
      default:
        return unreachable(kind);
    }
  });
  return pairs.filter((pair) => pair !== undefined);
}
