import type { SqlDialect } from "../warehouse/sql-dialect.ts";
import type { SqlStatement, SqlValue } from "../warehouse/warehouse.ts";

/** Values of a statement that goes on from another one, whose placeholders come first. */
export class BoundValues {
  readonly #dialect: SqlDialect;
  readonly #values: SqlValue[];

  constructor(dialect: SqlDialect, first: SqlStatement) {
    this.#dialect = dialect;
    this.#values = [...first.values];
  }

  /** The placeholder of one more value. */
  bind(value: SqlValue): string {
    this.#values.push(value);
    return this.#dialect.placeholder(this.#values.length);
  }

  statement(text: string): SqlStatement {
    return { text, values: this.#values };
  }
}
