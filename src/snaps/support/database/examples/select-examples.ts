import type { SnapExample } from "../../../../engine/define-snap.ts";

const orders = [
  "CREATE TABLE orders (id integer PRIMARY KEY, customer varchar(20), amount numeric(8,2))",
  "INSERT INTO orders VALUES (1, 'Ada', 10.5), (2, 'Bob', 20), (3, 'Ada', 30)",
];

export const selectExamples: readonly SnapExample[] = [
  {
    title: "The largest orders first",
    database: { setup: orders },
    settings: {
      tableName: "orders",
      orderBy: [{ columns: "amount DESC" }],
      limitRows: 2,
      outputFields: [{ outputField: "id" }, { outputField: "amount" }],
    },
    gives: [
      { id: 3, amount: 30 },
      { id: 2, amount: 20 },
    ],
  },
  {
    title: "The rows for each document",
    database: { setup: orders },
    settings: {
      tableName: "orders",
      whereClause: "customer = $name",
      orderBy: [{ columns: "id" }],
      outputFields: [{ outputField: "id" }],
    },
    given: [{ name: "Ada" }, { name: "' OR '1' = '1" }],
    gives: [
      { id: 1, original: { name: "Ada" } },
      { id: 3, original: { name: "Ada" } },
      { original: { name: "' OR '1' = '1" } },
    ],
  },
  {
    title: "A column that is not there",
    database: { setup: orders },
    settings: { tableName: "orders", orderBy: [{ columns: "amuont" }] },
    fails: "Did you mean `amount`?",
  },
];
