import type { SnapExample } from "../../../../engine/define-snap.ts";

export const deleteExamples: readonly SnapExample[] = [
  {
    title: "Delete the rows that documents name",
    database: {
      setup: [
        "CREATE TABLE orders (id integer PRIMARY KEY)",
        "INSERT INTO orders VALUES (1), (2), (3)",
      ],
      after: { query: "SELECT id FROM orders ORDER BY id", gives: [{ id: 2 }] },
    },
    settings: { tableName: "orders", deleteCondition: "id = $id" },
    given: [{ id: 1 }, { id: 3 }],
    gives: [
      { Status: 1, original: { id: 1 } },
      { Status: 1, original: { id: 3 } },
    ],
  },
];
