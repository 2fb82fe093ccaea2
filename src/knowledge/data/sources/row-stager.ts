import {
  BOOLEAN,
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBValue,
  VARCHAR,
} from "@duckdb/node-api";
import { throwIfAborted } from "../../../base/abort.ts";
import { cellTooLong, tooManyColumns, tooManyRows } from "../load/load-refusals.ts";
import type { StagedRows } from "../load/staged-rows.ts";
import type { DataFinding } from "../data-finding.ts";
import type { ColumnType } from "../data-schema.ts";
import type { SourceValue } from "../source-readers.ts";
import type { SourceContext } from "./source-context.ts";

/**
 * Writes rows whose columns are not known beforehand into a staged table, as texts, and remembers of which kinds the
 * values of each column are. `columns` then says the type that holds them all.
 */
export class RowStager {
  readonly staged: string;
  readonly #context: SourceContext;
  readonly #columns: Column[] = [];
  readonly #byName = new Map<string, number>();
  #appender: DuckDBAppender | undefined;
  /** Columns of the table as it is in the database; none when there is no table yet. */
  #made: number | undefined;
  #buffered = 0;
  #rows = 0;

  constructor(context: SourceContext) {
    this.#context = context;
    this.staged = context.workspace.newStaged();
  }

  get rows(): number {
    return this.#rows;
  }

  /** Makes sure that there is a column, also when no row has a value for it. */
  column(name: string): number {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const { dataColumnsMax } = this.#context.workspace.limits;
    if (this.#columns.length >= dataColumnsMax) {
      throw tooManyColumns(this.#context.table, dataColumnsMax);
    }
    const index = this.#columns.length;
    this.#columns.push({
      name,
      values: Array.from({ length: this.#buffered }, () => null),
      kinds: 0,
    });
    this.#byName.set(name, index);
    return index;
  }

  set(index: number, value: SourceValue): void {
    if (value === null || value === undefined) return;
    const { text, kind } = staged(value);
    if (text !== null) this.#put(index, text, kind);
  }

  /** A value that the source has as text, with the type that it says. */
  setText(index: number, text: string, type: ColumnType): void {
    this.#put(index, text, kindOf[type]);
  }

  /** Ends a row. Resolves at once until a chunk is full. */
  async endRow(): Promise<void> {
    this.#buffered++;
    this.#rows++;
    if (this.#buffered === chunkRows) await this.#flush();
  }

  async append(row: Iterable<readonly [string, SourceValue]>): Promise<void> {
    for (const [name, value] of row) this.set(this.column(name), value);
    await this.endRow();
  }

  #put(index: number, text: string, kind: number): void {
    const column = this.#columns[index];
    if (column === undefined) return;
    const { dataCellLengthMax } = this.#context.workspace.limits;
    if (text.length > dataCellLengthMax) {
      throw cellTooLong(this.#context.table, column.name, dataCellLengthMax);
    }
    column.kinds |= kind;
    while (column.values.length < this.#buffered) column.values.push(null);
    column.values[this.#buffered] = text;
  }

  /** Ends the table and says what is in it. */
  async finish(findings: readonly DataFinding[] = []): Promise<StagedRows> {
    await this.#flush();
    this.#appender?.closeSync();
    this.#appender = undefined;
    return {
      relation: this.staged,
      isTable: true,
      columns: this.#columns.map(({ name, kinds }, at) => ({
        name,
        type: "VARCHAR",
        sql: `c${at}`,
        holds: typeOf(kinds),
      })),
      findings,
    };
  }

  async #flush(): Promise<void> {
    const { workspace, table, onRows } = this.#context;
    throwIfAborted(workspace.signal);
    if (this.#rows > workspace.limits.dataRowsMax) {
      throw tooManyRows(table, workspace.limits.dataRowsMax);
    }
    await this.#make();
    const count = this.#buffered;
    if (count > 0 && this.#appender !== undefined) {
      const columns = this.#columns.map(({ values }): DuckDBValue[] => {
        while (values.length < count) values.push(null);
        return values;
      });
      const chunk = DuckDBDataChunk.create([BOOLEAN, ...columns.map(() => VARCHAR)], count);
      chunk.setColumns([Array.from({ length: count }, () => null), ...columns]);
      this.#appender.appendDataChunk(chunk);
    }
    for (const column of this.#columns) column.values.length = 0;
    this.#buffered = 0;
    onRows(this.#rows);
    // Lets others have their turn: neither appending nor parsing waits for anything.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Brings the table to the columns there are. The first one is a stand-in, since no table is without columns. */
  async #make(): Promise<void> {
    if (this.#made === this.#columns.length) return;
    const { workspace } = this.#context;
    this.#appender?.closeSync();
    if (this.#made === undefined) await workspace.run(`CREATE TABLE ${this.staged} (_ BOOLEAN)`);
    for (let at = this.#made ?? 0; at < this.#columns.length; at++) {
      await workspace.run(`ALTER TABLE ${this.staged} ADD COLUMN c${at} VARCHAR`);
    }
    this.#made = this.#columns.length;
    this.#appender = await workspace.appender(this.staged);
  }
}

interface Column {
  readonly name: string;
  readonly values: (string | null)[];
  kinds: number;
}

const chunkRows = 2048;

const kinds = { text: 1, integer: 2, float: 4, boolean: 8, date: 16 } as const;

const kindOf: Readonly<Record<ColumnType, number>> = {
  STRING: kinds.text,
  INT: kinds.integer,
  FLOAT: kinds.float,
  BOOLEAN: kinds.boolean,
  DATE: kinds.date,
};

function staged(value: Exclude<SourceValue, null | undefined>): {
  text: string | null;
  kind: number;
} {
  switch (typeof value) {
    case "string":
      return { text: value, kind: kinds.text };
    case "bigint":
      return { text: value.toString(), kind: kinds.integer };
    case "boolean":
      return { text: String(value), kind: kinds.boolean };
    case "number":
      if (!Number.isFinite(value)) return { text: null, kind: 0 };
      return {
        text: String(value),
        kind: Number.isSafeInteger(value) ? kinds.integer : kinds.float,
      };
    default:
      return Number.isNaN(value.getTime())
        ? { text: null, kind: 0 }
        : { text: value.toISOString(), kind: kinds.date };
  }
}

/** The type that holds values of all these kinds. */
function typeOf(found: number): ColumnType {
  switch (found) {
    case kinds.integer:
      return "INT";
    case kinds.float:
    case kinds.float | kinds.integer:
      return "FLOAT";
    case kinds.boolean:
      return "BOOLEAN";
    case kinds.date:
      return "DATE";
    default:
      return "STRING";
  }
}
