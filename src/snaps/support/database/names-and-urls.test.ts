import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { readJdbcUrl } from "./jdbc-url.ts";
import { mysqlDialect } from "./mysql/mysql-dialect.ts";
import { postgresDialect } from "./postgres/postgres-dialect.ts";
import { sqlServerDialect } from "./sqlserver/sql-server-dialect.ts";
import { readName, readTableName } from "./table-name.ts";

describe("a name of the database", () => {
  it("is read in every way of quoting", () => {
    assert.deepEqual(names('"public"."em""ployees"'), ["public", 'em"ployees']);
    assert.deepEqual(names("`TEST`.`x`"), ["TEST", "x"]);
    assert.deepEqual(names("[dbo].[Order Details]"), ["dbo", "Order Details"]);
    assert.deepEqual(names("public . orders"), ["public", "orders"]);
    assert.deepEqual(
      readTableName("dbo", "orders").map(({ name }) => name),
      ["dbo", "orders"],
    );
    assert.deepEqual(
      readTableName("dbo", "sales.orders").map(({ name }) => name),
      ["sales", "orders"],
    );
  });

  it("stays one name when it is quoted, whatever it holds", () => {
    for (const { quote } of [postgresDialect, mysqlDialect, sqlServerDialect]) {
      fc.assert(
        fc.property(fc.string({ minLength: 1 }), (name) => {
          fc.pre(!name.includes("\0"));
          assert.deepEqual(readName(quote(name)), [{ name, isQuoted: true }]);
        }),
      );
    }
  });

  it("is refused when it is none", () => {
    assert.throws(() => readName("a..b"), { message: "A name of the database cannot be read" });
    assert.throws(() => readTableName("", " "), { message: "The Snap names no table" });
  });
});

describe("a JDBC URL", () => {
  it("says which database it is, and where", () => {
    assert.deepEqual(brief("jdbc:postgresql://db.example.com:5433/shop?user=a"), {
      database: "shop",
      host: "db.example.com",
      kind: "postgres",
      port: 5433,
    });
    assert.deepEqual(brief("jdbc:mariadb://[::1]/shop"), {
      database: "shop",
      host: "::1",
      kind: "mysql",
      port: undefined,
    });
    assert.deepEqual(brief("jdbc:sqlserver://db:1444;databaseName=shop;encrypt=true"), {
      database: "shop",
      host: "db",
      kind: "sqlserver",
      port: 1444,
    });
  });

  it("is refused for a database without a driver, and says nothing of its passwords", () => {
    for (const url of [
      "jdbc:oracle:thin:u/secret@db:1521/x",
      "jdbc:postgresql:/x?password=secret",
      "secret",
    ]) {
      assert.throws(
        () => readJdbcUrl(url),
        (failure) => failure instanceof Error && !JSON.stringify(failure).includes("secret"),
      );
    }
  });
});

function names(text: string) {
  return readName(text).map(({ name }) => name);
}

function brief(url: string) {
  const { database, host, kind, port } = readJdbcUrl(url);
  return { database, host, kind, port };
}
