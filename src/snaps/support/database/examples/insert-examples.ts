import type { SnapExample } from "../../../../engine/define-snap.ts";

export const insertExamples: readonly SnapExample[] = [
  {
    title: "Insert orders; the one whose key is there goes to the error view",
    database: {
      setup: [
        "CREATE TABLE orders (id integer PRIMARY KEY, customer varchar(20))",
        "INSERT INTO orders VALUES (2, 'Bob')",
      ],
      after: {
        query: "SELECT id, customer FROM orders ORDER BY id",
        gives: [
          { id: 1, customer: "Ada" },
          { id: 2, customer: "Bob" },
          { id: 3, customer: null },
        ],
      },
    },
    settings: { tableName: "orders" },
    given: { input0: [{ id: 1, customer: "Ada" }, { id: 2, customer: "Eve" }, { id: 3 }] },
    gives: [
      { Status: 1, original: { id: 1, customer: "Ada" } },
      { Status: 1, original: { id: 3 } },
    ],
    errors: [{ original: { id: 2, customer: "Eve" } }],
  },
  {
    title: "A field that is no column",
    database: { setup: ["CREATE TABLE orders (id integer PRIMARY KEY, customer varchar(20))"] },
    settings: { tableName: "orders" },
    given: [{ id: 1, custmer: "Ada" }],
    fails: "Did you mean `customer`?",
  },
];
