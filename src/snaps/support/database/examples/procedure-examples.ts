import type { SnapExample } from "../../../../engine/define-snap.ts";

const settings = {
  storedProcedureName: "add_up",
  parameterValues: [
    { parameterValue: { expression: "$a" } },
    { parameterValue: { expression: "$b" } },
  ],
};
const shown = {
  title: "Call a procedure for each document",
  settings,
  given: [{ a: 1, b: 2 }],
  gives: [{ total: 3, original: { a: 1, b: 2 } }],
};
const missing = {
  title: "A procedure that is not there",
  settings: { ...settings, storedProcedureName: "sum_up" },
  given: [{ a: 1, b: 2 }],
  fails: "There is no procedure",
};

export const postgresProcedureExamples: readonly SnapExample[] = [
  {
    ...shown,
    database: {
      setup: [
        "CREATE PROCEDURE add_up(a integer, b integer, OUT total integer) LANGUAGE plpgsql AS $$ BEGIN total := a + b; END $$",
      ],
    },
  },
  {
    title: "The rows of a function",
    database: {
      setup: [
        "CREATE FUNCTION add_up(a integer, b integer) RETURNS TABLE (n integer) LANGUAGE sql AS 'SELECT * FROM generate_series(a, b)'",
      ],
    },
    settings: { ...settings, passThrough: false },
    given: [{ a: 1, b: 2 }],
    gives: [{ n: 1 }, { n: 2 }],
  },
  { ...missing, database: { setup: [] } },
];

export const mysqlProcedureExamples: readonly SnapExample[] = [
  {
    ...shown,
    database: {
      setup: [
        "CREATE PROCEDURE add_up(IN a integer, IN b integer, OUT total integer) SET total = a + b",
      ],
    },
  },
  {
    title: "The rows of a procedure",
    database: {
      setup: ["CREATE PROCEDURE add_up(a integer, b integer) SELECT a AS n UNION ALL SELECT b"],
    },
    settings: { ...settings, passThrough: false },
    given: [{ a: 1, b: 2 }],
    gives: [{ n: 1 }, { n: 2 }],
  },
  { ...missing, database: { setup: [] } },
];
