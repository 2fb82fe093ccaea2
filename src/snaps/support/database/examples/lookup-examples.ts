import type { SnapExample } from "../../../../engine/define-snap.ts";

export const lookupExamples: readonly SnapExample[] = [
  {
    title: "The name of each customer",
    database: {
      setup: [
        "CREATE TABLE customers (id integer PRIMARY KEY, name varchar(20))",
        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Bob')",
      ],
    },
    settings: {
      tableName: "customers",
      lookupConditions: [{ column: "id", value: { expression: "$customer" } }],
      outputFields: [{ outputField: "name" }],
    },
    given: [{ customer: 2 }, { customer: 7 }, { customer: 1 }],
    gives: [
      { name: "Bob", original: { customer: 2 } },
      { name: "Ada", original: { customer: 1 } },
    ],
    errors: [{ original: { customer: 7 } }],
  },
];
