import type { ColumnExpression, Expression, GeneratedTable, PqlValue } from "./expression.ts";
import { expressionKey } from "./expression-key.ts";
import { settled } from "./unify.ts";

/** `DOMAIN_TABLE(columns)`: the distinct combinations of values of a table, which is on its N side. */
export function domainTable(columns: readonly Expression[], base: string): GeneratedTable {
  const id = `DOMAIN_TABLE(${columns.map(expressionKey).join(", ")})`;
  const named = columns.map((expression, index) => ({ name: `k${index + 1}`, expression }));
  const parentKeys = named.map(({ name, expression }): ColumnExpression => ({
    kind: "column",
    table: id,
    column: name,
    type: settled(expression.type),
    span: expression.span,
  }));
  return {
    id,
    columns: new Map(parentKeys.map((key) => [key.column, settled(key.type)])),
    joins: [{ child: base, parent: id, childKeys: columns, parentKeys }],
    sql: (site) => {
      const names = named.map(({ name }) => name).join(", ");
      const all = site.rows(base, named);
      return `SELECT ${names}, min("$row") AS "$row" FROM (${all}) AS ${site.alias()} GROUP BY ${names}`;
    },
    evaluate: (data) => {
      const found = new Map<string, ReadonlyMap<string, PqlValue>>();
      for (let index = 0; index < data.rowCount(base); index++) {
        const row = new Map(
          named.map(({ name, expression }) => [name, data.value(expression, base, index)]),
        );
        const key = JSON.stringify([...row.values()].map(String));
        if (!found.has(key)) found.set(key, row);
      }
      return [...found.values()];
    },
  };
}
