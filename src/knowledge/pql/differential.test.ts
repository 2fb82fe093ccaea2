import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { duckDbForTests } from "../warehouse/duckdb-for-tests.ts";
import { compareAtRandom, type Comparison } from "./testing/compare-at-random.ts";
import { postgresForTests } from "./testing/postgres-for-tests.ts";

describe("compiled PQL", () => {
  it("A12 answers on DuckDB what the reference evaluator answers, over random models, data, columns and filters", async (t) => {
    const comparison = await compareAtRandom(40, ({ statements }) => duckDbForTests(statements));
    t.diagnostic(inWords(comparison));
    assert.ok(comparison.answered > comparison.refused, "most random queries can be answered");
  });

  it("A12 answers the same on PostgreSQL", async (t) => {
    const postgres = await postgresForTests();
    if (postgres === undefined) return t.skip("no PostgreSQL answers on 127.0.0.1:5432");
    await using server = postgres;
    const comparison = await compareAtRandom(20, ({ statements }) => server.load(statements));
    t.diagnostic(inWords(comparison));
    assert.ok(comparison.answered > comparison.refused, "most random queries can be answered");
  });
});

function inWords({ answered, refused, kpis, filtered }: Comparison): string {
  return `${answered} queries agreed (${kpis} with KPIs, ${filtered} with filters), ${refused} were refused`;
}
