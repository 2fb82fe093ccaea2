import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TYPES } from "tedious";
import { DateTime } from "../../../../expr/date/date-time.ts";
import { LocalDate } from "../../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../../expr/date/local-time.ts";
import { DatabaseError } from "../database-error.ts";
import { lookupStatement } from "../lookup-statement.ts";
import { sqlServerDialect } from "./sql-server-dialect.ts";
import { sqlServerError } from "./sql-server-error.ts";
import { parameterOf, readCell } from "./sql-server-types.ts";

describe("SQL for SQL Server", () => {
  it("cuts rows off with and without an order", () => {
    const { limited } = sqlServerDialect;
    const text = "SELECT * FROM [o]";
    assert.equal(limited({ text, isOrdered: false }, undefined, 0), text);
    assert.equal(
      limited({ text, isOrdered: false }, 5, 2),
      "SELECT * FROM [o] ORDER BY (SELECT NULL) OFFSET 2 ROWS FETCH NEXT 5 ROWS ONLY",
    );
    assert.equal(
      limited({ text: `${text} ORDER BY [a]`, isOrdered: true }, undefined, 2),
      "SELECT * FROM [o] ORDER BY [a] OFFSET 2 ROWS",
    );
    assert.equal(limited({ text, isOrdered: false }, 0, 0), "SELECT TOP (0) * FROM [o]");
  });

  it("quotes names with brackets, and merges for an upsert", () => {
    assert.equal(sqlServerDialect.quote("a]; DROP TABLE x --"), "[a]]; DROP TABLE x --]");
    assert.equal(
      sqlServerDialect.upsert({
        table: "[o]",
        columns: ["[id]", "[a]"],
        keys: ["[id]"],
        rows: "(@p1, @p2)",
      }),
      "MERGE INTO [o] WITH (HOLDLOCK) AS t USING (VALUES (@p1, @p2)) AS s ([id], [a]) ON t.[id] = s.[id] WHEN MATCHED THEN UPDATE SET t.[a] = s.[a] WHEN NOT MATCHED THEN INSERT ([id], [a]) VALUES (s.[id], s.[a]);",
    );
  });

  it("looks several documents up in one statement", () => {
    const one = { table: "[t]", fields: ["[n]"], conditions: [{ column: "[id]", value: 7 }] };
    assert.deepEqual(lookupStatement([one, one], sqlServerDialect), {
      text: "SELECT 0 AS [slipway_number], [n] FROM [t] WHERE [id] = @p1 UNION ALL SELECT 1 AS [slipway_number], [n] FROM [t] WHERE [id] = @p2 ORDER BY 1",
      values: [7, 7],
    });
  });
});

describe("values of SQL Server", () => {
  it("are bound with a type of their own", () => {
    assert.deepEqual(parameterOf(5, undefined), { type: TYPES.Int, value: 5 });
    assert.deepEqual(parameterOf(2 ** 40, undefined), {
      type: TYPES.BigInt,
      value: "1099511627776",
    });
    assert.deepEqual(parameterOf(0.5, undefined), { type: TYPES.Float, value: 0.5 });
    assert.deepEqual(parameterOf(true, undefined), { type: TYPES.Bit, value: true });
    assert.deepEqual(parameterOf(null, "varbinary(max)"), { type: TYPES.VarBinary, value: null });
    assert.deepEqual(parameterOf(new DateTime(0), undefined), {
      type: TYPES.NVarChar,
      value: "1970-01-01 00:00:00.000 +00:00",
    });
    assert.deepEqual(parameterOf({ a: [1] }, undefined), {
      type: TYPES.NVarChar,
      value: '{"a":[1]}',
    });
  });

  it("come back as values of documents", () => {
    const noon = new Date("2024-01-31T12:00:00.000Z");
    assert.deepEqual(readCell(noon, "Date"), new LocalDate(19_753));
    assert.deepEqual(readCell(noon, "DateTime2"), new LocalDateTime(noon.getTime()));
    assert.deepEqual(readCell(noon, "DateTimeOffset"), new DateTime(noon.getTime()));
    assert.deepEqual(readCell(noon, "Time"), new LocalTime(43_200_000));
    assert.equal(readCell("9007199254740993", "BigInt"), 9_007_199_254_740_993n);
    assert.equal(readCell("12", "VarChar"), "12");
    assert.deepEqual(readCell(Buffer.from([1, 2]), "VarBinary"), new Uint8Array([1, 2]));
  });

  it("are told apart when they are refused", () => {
    assert.deepEqual([2627, 515, 8114, 208, 18_456, 1205, 1].map(kindOf), [
      "duplicate",
      "constraint",
      "data",
      "missing",
      "login",
      "conflict",
      "other",
    ]);
  });
});

function kindOf(number: number) {
  const error = sqlServerError(Object.assign(new Error("no"), { number, code: "EREQUEST" }));
  return error instanceof DatabaseError ? error.kind : undefined;
}
