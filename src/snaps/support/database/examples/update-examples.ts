import type { SnapExample } from "../../../../engine/define-snap.ts";

export const updateExamples: readonly SnapExample[] = [
  {
    title: "Set the state of orders",
    database: {
      setup: [
        "CREATE TABLE orders (id integer PRIMARY KEY, state varchar(20))",
        "INSERT INTO orders VALUES (1, 'new'), (2, 'new'), (3, 'new')",
      ],
      after: {
        query: "SELECT id, state FROM orders ORDER BY id",
        gives: [
          { id: 1, state: "sent" },
          { id: 2, state: "new" },
          { id: 3, state: "new" },
        ],
      },
    },
    settings: { tableName: "orders", updateCondition: "id = $order" },
    given: [
      { order: 1, state: "sent" },
      { order: 9, state: "sent" },
    ],
    gives: [
      { Status: 1, original: { order: 1, state: "sent" } },
      { Status: 0, original: { order: 9, state: "sent" } },
    ],
  },
];
