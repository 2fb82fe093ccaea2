import type { Span } from "../../../base/finding.ts";
import type { ColumnType, DataSchema, EventLog } from "../../data/data-schema.ts";
import type { CallNode, PqlNode, SpecialNode } from "../ast.ts";
import type { AggregateExpression, Expression, GeneratedTable } from "../expression.ts";
import type { AggregateFunction } from "../function.ts";
import type { JoinGraph } from "../plan/join-graph.ts";

/** What a function that derives its own expression may ask while its call is checked. Whatever is wrong is thrown. */
export interface Checker {
  readonly schema: DataSchema;
  readonly joins: JoinGraph;
  readonly nowMicros: number;
  /** Where a node stands in the PQL that was handed in. */
  span(node: { readonly span: Span }): Span;
  /** An expression of any level. */
  any(node: PqlNode, where: string, types?: readonly ColumnType[]): Expression;
  /** An expression over one row or a constant; aggregates are refused with `where` in the words. */
  row(node: PqlNode, where: string, types?: readonly ColumnType[]): Expression;
  /** A condition over one row. */
  condition(node: PqlNode, where: string): Expression;
  /** A node that has to name a table of the data model. */
  table(node: PqlNode, where: string): string;
  /** A node that has to be a whole number that is written down. */
  wholeNumber(node: PqlNode, where: string): number;
  /** A node that has to be a text that is written down, or a variable with one. */
  text(node: PqlNode, where: string): string;
  /** The event log whose activity table or case table the expression is of; the only one when it is of no table. */
  eventLog(expression: Expression | undefined, span: Span): EventLog;
  /** The one table whose rows an expression is computed on; undefined for a constant. */
  tableOf(expression: Expression): string | undefined;
  /** The N-most of some tables; a problem says why there is none. */
  commonTable(tables: ReadonlySet<string>, span: Span): string;
  /** The aggregate of a call of a declared function, such as the one inside a PU function. */
  aggregate(declared: AggregateFunction, call: CallNode): AggregateExpression;
  /** The problem that a call has not the arguments of its syntax. */
  wrongArguments(call: CallNode | SpecialNode, syntax: string): Error;
  /** Makes a table that this query alone has; one with the same id is kept. */
  generate(table: GeneratedTable): void;
}
