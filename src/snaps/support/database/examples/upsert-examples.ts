import type { SnapExample } from "../../../../engine/define-snap.ts";

export const upsertExamples: readonly SnapExample[] = [
  {
    title: "Insert new orders, and update those that are there",
    database: {
      setup: [
        "CREATE TABLE orders (id integer PRIMARY KEY, state varchar(20))",
        "INSERT INTO orders VALUES (1, 'new')",
      ],
      after: {
        query: "SELECT id, state FROM orders ORDER BY id",
        gives: [
          { id: 1, state: "sent" },
          { id: 2, state: "new" },
        ],
      },
    },
    settings: { tableName: "orders" },
    given: [
      { id: 1, state: "sent" },
      { id: 2, state: "new" },
    ],
    gives: [
      { Status: 1, original: { id: 1, state: "sent" } },
      { Status: 1, original: { id: 2, state: "new" } },
    ],
  },
];
