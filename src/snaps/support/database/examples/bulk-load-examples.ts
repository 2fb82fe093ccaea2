import type { SnapExample } from "../../../../engine/define-snap.ts";

export const bulkLoadExamples: readonly SnapExample[] = [
  {
    title: "Load rows; the one that does not fit goes to the error view",
    database: {
      setup: ["CREATE TABLE orders (id integer PRIMARY KEY, note varchar(20))"],
      after: {
        query: "SELECT id, note FROM orders ORDER BY id",
        gives: [
          { id: 1, note: "tab\t, quote ' and \\" },
          { id: 3, note: null },
        ],
      },
    },
    settings: { tableName: "orders" },
    given: [
      { id: 1, note: "tab\t, quote ' and \\" },
      { id: "two", note: "x" },
      { id: 3, note: null },
    ],
    gives: [{ Status: "Completed", insertedRows: 2, failedRows: 1 }],
    errors: [{ original: { id: "two", note: "x" } }],
  },
];
