import type { SnapExample } from "../../../../engine/define-snap.ts";

const orders = [
  "CREATE TABLE orders (id integer PRIMARY KEY, customer varchar(20))",
  "INSERT INTO orders VALUES (1, 'Ada'), (2, 'Bob')",
];

export const executeExamples: readonly SnapExample[] = [
  {
    title: "Read with a value of each document",
    database: { setup: orders },
    settings: { sqlStatement: "SELECT id FROM orders WHERE customer = $customer.name" },
    given: [{ customer: { name: "Bob" } }],
    gives: [{ id: 2, original: { customer: { name: "Bob" } } }],
  },
  {
    title: "What a document holds stays a value",
    database: {
      setup: orders,
      after: { query: "SELECT id FROM orders ORDER BY id", gives: [{ id: 1 }, { id: 2 }] },
    },
    settings: { sqlStatement: "DELETE FROM orders WHERE customer = $name", passThrough: false },
    given: [{ name: "x'; DROP TABLE orders; --" }],
    gives: [{ $UPDATE_COUNT: 0, Status: 0, Message: "Success" }],
  },
  {
    title: "A statement that the server does not understand",
    database: { setup: orders },
    settings: { sqlStatement: "SELEC id FROM orders" },
    fails: "The server does not understand the statement.",
  },
];
