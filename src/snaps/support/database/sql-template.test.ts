import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { mysqlDialect } from "./mysql/mysql-dialect.ts";
import { postgresDialect } from "./postgres/postgres-dialect.ts";
import { readSqlTemplate, renderTemplate } from "./sql-template.ts";
import { sqlServerDialect } from "./sqlserver/sql-server-dialect.ts";
import type { SqlDialect } from "./sql-dialect.ts";

const read = (sql: string, dialect: SqlDialect = postgresDialect, ...parameters: string[]) => {
  const template = readSqlTemplate(sql, dialect.syntax, new Set(parameters));
  return [
    renderTemplate(template, dialect.placeholder),
    ...template.binds.map(({ source }) => source),
  ];
};

describe("a text of SQL with fields in it", () => {
  it("has each field bound, with its path", () => {
    assert.deepEqual(read("a = $a AND b = $b.c[0]['d e'] OR c=$['x y']"), [
      "a = $1 AND b = $2 OR c=$3",
      "$a",
      "$b.c[0]['d e']",
      "$['x y']",
    ]);
    assert.deepEqual(read("id = $id", mysqlDialect), ["id = ?", "$id"]);
    assert.deepEqual(read("id = $id", sqlServerDialect), ["id = @p1", "$id"]);
  });

  it("keeps what stands in texts, names and comments", () => {
    for (const text of [
      "a = 'it''s $x'",
      'a = "$x"',
      "/* $x */ 1 -- $y",
      "$$ $x $$",
      "$f$ $x $f$",
      "E'\\' $x'",
      "`shop`.`$Disease`",
    ]) {
      assert.deepEqual(read(text), [text]);
    }
    assert.deepEqual(read("[$x] = $x", sqlServerDialect), ["[$x] = @p1", "$x"]);
    assert.deepEqual(read("'a\\' $x' # $y", mysqlDialect), ["'a\\' $x' # $y"]);
  });

  it("takes a dollar inside a name for a part of it, and a lone dollar quote for a field", () => {
    assert.deepEqual(read("a$b = 1"), ["a$b = 1"]);
    assert.deepEqual(read("a = $a$"), ["a = $1$", "$a"]);
  });

  it("has parameters bound that are declared, and no others", () => {
    assert.deepEqual(
      read("a = _limit AND _other = t._limit AND a_limit > 1", postgresDialect, "limit"),
      ["a = $1 AND _other = t._limit AND a_limit > 1", "_limit"],
    );
  });

  it("names placeholders that stand for nothing", () => {
    assert.equal(stray("a = $1", postgresDialect), "$1");
    assert.equal(stray("a = ?", mysqlDialect), "?");
    assert.equal(stray("a ? 'b'", postgresDialect), undefined);
    assert.equal(stray("a = '?'", mysqlDialect), undefined);
  });

  it("is put together again as it was when no value is bound, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(postgresDialect, mysqlDialect, sqlServerDialect),
        (sql, { syntax }) => {
          const template = readSqlTemplate(sql, syntax, new Set(["p"]));
          const whole = template.fragments.reduce(
            (text, fragment, index) => text + (template.binds[index - 1]?.source ?? "") + fragment,
          );
          assert.equal(whole, sql);
          assert.equal(template.fragments.length, template.binds.length + 1);
        },
      ),
    );
  });
});

function stray(sql: string, { syntax }: SqlDialect) {
  return readSqlTemplate(sql, syntax, new Set()).stray;
}
