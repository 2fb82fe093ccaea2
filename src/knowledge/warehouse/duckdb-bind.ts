import { type DuckDBPreparedStatement, DuckDBTimestampValue } from "@duckdb/node-api";
import { assert } from "../../base/errors.ts";
import type { SqlValue } from "./warehouse.ts";

/** Binds each value to the parameter of its position: whole numbers as BIGINT, others as DOUBLE, dates as TIMESTAMP. */
export function bindValues(statement: DuckDBPreparedStatement, values: readonly SqlValue[]): void {
  assert(
    statement.parameterCount === values.length,
    `the statement has ${statement.parameterCount} parameters, not ${values.length}`,
  );
  for (const [index, value] of values.entries()) bind(statement, index + 1, value);
}

function bind(statement: DuckDBPreparedStatement, at: number, value: SqlValue): void {
  if (value === null) {
    statement.bindNull(at);
  } else if (typeof value === "string") {
    statement.bindVarchar(at, value);
  } else if (typeof value === "boolean") {
    statement.bindBoolean(at, value);
  } else if (typeof value === "number") {
    if (Number.isSafeInteger(value)) statement.bindBigInt(at, BigInt(value));
    else statement.bindDouble(at, value);
  } else if (typeof value === "bigint") {
    if (value === BigInt.asIntN(64, value)) statement.bindBigInt(at, value);
    else statement.bindHugeInt(at, value);
  } else {
    assert(!Number.isNaN(value.getTime()), "a bound date is a point in time");
    statement.bindTimestamp(at, new DuckDBTimestampValue(BigInt(value.getTime()) * 1000n));
  }
}
