import type { ColumnType, DataSchema, TableSchema } from "../../data/data-schema.ts";

function table(name: string, columns: Readonly<Record<string, ColumnType>>): [string, TableSchema] {
  return [name, { name, columns: new Map(Object.entries(columns)), primaryKey: [] }];
}

/** Customers of cases with activities, items beside the activities, products of items, and a table of its own. */
export const smallSchema: DataSchema = {
  tables: new Map([
    table("CUSTOMERS", { ID: "INT", REGION: "STRING" }),
    table("CASES", { ID: "STRING", CUSTOMER: "INT", VALUE: "INT" }),
    table("ACTIVITIES", { CASE: "STRING", ACTIVITY: "STRING", TS: "DATE" }),
    table("ITEMS", { CASE: "STRING", PRODUCT: "INT", AMOUNT: "FLOAT" }),
    table("PRODUCTS", { ID: "INT", NAME: "STRING" }),
    table("RATES", { CODE: "STRING", RATE: "FLOAT" }),
  ]),
  foreignKeys: [
    key("CUSTOMERS", "ID", "CASES", "CUSTOMER"),
    key("CASES", "ID", "ACTIVITIES", "CASE"),
    key("CASES", "ID", "ITEMS", "CASE"),
    key("PRODUCTS", "ID", "ITEMS", "PRODUCT"),
  ],
  eventLogs: [],
};

function key(
  parent: string,
  parentColumn: string,
  child: string,
  childColumn: string,
): DataSchema["foreignKeys"][number] {
  return {
    parent: { table: parent, columns: [parentColumn] },
    child: { table: child, columns: [childColumn] },
  };
}

/** Case `d` has no customer and no children, customer 3 has no cases, one activity has no case. */
export const smallData: readonly string[] = [
  `CREATE TABLE "CUSTOMERS" ("ID" BIGINT, "REGION" VARCHAR)`,
  `INSERT INTO "CUSTOMERS" VALUES (1, 'North'), (2, 'South'), (3, 'East')`,
  `CREATE TABLE "CASES" ("ID" VARCHAR, "CUSTOMER" BIGINT, "VALUE" BIGINT)`,
  `INSERT INTO "CASES" VALUES ('a', 1, 10), ('b', 1, 20), ('c', 2, 5), ('d', NULL, NULL)`,
  `CREATE TABLE "ACTIVITIES" ("CASE" VARCHAR, "ACTIVITY" VARCHAR, "TS" TIMESTAMP)`,
  `INSERT INTO "ACTIVITIES" VALUES ('a', 'Create', '2024-01-01'), ('a', 'Pay', '2024-01-03'),
    ('b', 'Create', '2024-01-02'), ('c', 'Create', '2024-01-02'), ('c', 'Ship', '2024-01-04'),
    (NULL, 'Lost', '2024-01-05')`,
  `CREATE TABLE "ITEMS" ("CASE" VARCHAR, "PRODUCT" BIGINT, "AMOUNT" DOUBLE)`,
  `INSERT INTO "ITEMS" VALUES ('a', 1, 2.5), ('a', 2, 1), ('b', 2, 4), ('c', 1, 8)`,
  `CREATE TABLE "PRODUCTS" ("ID" BIGINT, "NAME" VARCHAR)`,
  `INSERT INTO "PRODUCTS" VALUES (1, 'Pen'), (2, 'Ink')`,
  `CREATE TABLE "RATES" ("CODE" VARCHAR, "RATE" DOUBLE)`,
  `INSERT INTO "RATES" VALUES ('EUR', 1)`,
];
