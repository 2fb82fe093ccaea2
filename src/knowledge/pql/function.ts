import type { ColumnType } from "../data/data-schema.ts";
import type { SpecialNode, CallNode } from "./ast.ts";
import type { Checker } from "./check/checker.ts";
import type { Expression, ExpressionType, PqlValue } from "./expression.ts";
import type { SqlSite } from "./sql/sql-site.ts";

/**
 * A function of PQL, declared once. Documentation, nearest names, checker, compiler and reference evaluator all read
 * this. To add one, put its declaration into a file of its family under `functions/` (or `process/`) and that family
 * into `functions/catalog.ts`. There are three kinds:
 *
 * - `row`: a value from the values of one row. `body` gets the types and words of the arguments and gives the type of
 *   the result, the SQL (arguments arrive as SQL in brackets where needed) and the evaluation.
 * - `aggregate`: a value from many rows. Where `pulls`, a `PU_` function of the same name exists too.
 * - `derived`: everything else. `derive` gets the call as it was written and a `Checker` to check its parts, and gives
 *   any expression, as a rule a `DerivedExpression`: a column of the case table (source `keyed`: SQL that selects the
 *   key of the case and the value; begin with `site.rows(activityTable, …)`) or of the activity table (source `window`:
 *   `lag(…) OVER (PARTITION BY … ORDER BY …, row.row)`). It may bring a `GeneratedTable` by
 *   `checker.generate(table)` and refer to its columns. A call whose grammar is not `NAME(a, b)` is read by a
 *   `SpecialForm` of the same name (`process/process-forms.ts`) and arrives as a `SpecialNode`.
 */
export type PqlFunction = RowFunction | AggregateFunction | DerivedFunction;

interface Documented {
  /** In capitals. */
  readonly name: string;
  /** `PU_SUM(target, source [, filter])`. */
  readonly syntax: string;
  readonly summary: string;
  /** Where the behaviour is published, such as `docs.celonis.com/en/like.html`; `own` when we decided it. */
  readonly source: string;
}

export interface RowFunction extends Documented {
  readonly kind: "row";
  readonly parameters: readonly Parameter[];
  readonly body: (given: GivenArguments) => RowBody;
}

export interface AggregateFunction extends Documented {
  readonly kind: "aggregate";
  readonly parameters: readonly Parameter[];
  readonly pulls: boolean;
  /** Whether `DISTINCT` may stand before the argument. */
  readonly takesDistinct: boolean;
  readonly takesOrder: boolean;
  readonly body: (given: GivenArguments) => AggregateBody;
}

export interface DerivedFunction extends Documented {
  readonly kind: "derived";
  /** Throws `PqlProblem` for what is wrong with the call. */
  derive(call: CallNode | SpecialNode, checker: Checker): Expression;
}

export interface Parameter {
  readonly name: string;
  /** Types that fit; every type when absent. An INT also fits FLOAT. */
  readonly types?: readonly ColumnType[];
  /** Words in place of a value, such as `DAYS`. */
  readonly words?: readonly string[];
  readonly optional?: boolean;
  /** The last parameter may be given any number of times. */
  readonly repeats?: boolean;
  /** Has to be written as a value, not computed from columns. */
  readonly constant?: boolean;
}

export interface GivenArguments {
  /** Types of the arguments that are values, in order; those that are words are not among them. */
  readonly types: readonly ExpressionType[];
  readonly words: readonly string[];
  /** The values of arguments that were written as values, by the same positions as `types`. */
  readonly values: readonly (PqlValue | undefined)[];
  readonly distinct: boolean;
  /** The time of `TODAY()`, in microseconds since 1970. */
  readonly nowMicros: number;
}

export interface RowBody {
  readonly type: ExpressionType;
  /** What, besides name and arguments, makes this body what it is: words such as `DAYS`. */
  readonly key?: string;
  sql(given: readonly string[], site: SqlSite): string;
  evaluate(values: readonly PqlValue[]): PqlValue;
}

export interface AggregateBody {
  readonly type: ColumnType;
  /** What, besides name and arguments, makes this body what it is: `DISTINCT`. */
  readonly key?: string;
  /** The value over no rows. */
  readonly empty: 0 | null;
  /** Whether it changes when rows are there more than once: not so for MIN, MAX and COUNT(DISTINCT). */
  readonly duplicatesMatter: boolean;
  /** Whether it looks at the rows from the last to the first. */
  readonly reversed?: boolean;
  sql(given: readonly string[], clause: AggregateClause, site: SqlSite): string;
  /** Over the arguments of every row, in the order asked for, after the filter. */
  evaluate(rows: readonly (readonly PqlValue[])[]): PqlValue;
}

export interface AggregateClause {
  /** Keys of the rows' order, at least the order of loading; in reverse for LAST. */
  readonly order: (reversed: boolean) => string;
  /** ` FILTER (WHERE …)`, or the empty string; `also` is one more condition. */
  readonly filter: (also?: string) => string;
}

/** Thrown by `body` when the types of the arguments do not go together; the checker says where. */
export class ArgumentMismatch extends Error {
  readonly reason: string;
  readonly resolution: string;

  constructor(reason: string, resolution: string) {
    super(reason);
    this.name = "ArgumentMismatch";
    this.reason = reason;
    this.resolution = resolution;
  }
}
