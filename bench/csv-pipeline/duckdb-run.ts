import { DuckDBInstance } from "@duckdb/node-api";

/** The entry of DuckDB's process: runs the SQL statement that is its one argument. */
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run(process.argv[2] ?? "");
connection.closeSync();
instance.closeSync();
