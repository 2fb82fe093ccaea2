import assert from "node:assert/strict";
import { duckDbForTests } from "../../../warehouse/duckdb-for-tests.ts";
import type { Cell, Warehouse } from "../../../warehouse/warehouse.ts";
import type { PqlNode } from "../../ast.ts";
import { compileQuery } from "../../compile-query.ts";
import { evaluateQuery } from "../../evaluate/evaluate-query.ts";
import { microsOfIso } from "../../iso-date.ts";
import { noNames } from "../../names.ts";
import { parsePql } from "../../parse.ts";
import { printPql } from "../../print.ts";
import type { PqlQuery } from "../../query.ts";
import { withoutSpans } from "../../testing/without-spans.ts";
import type { EventLogModel } from "./event-log-model.ts";

/** A database with the tables that the statements make. */
export type LoadLog = (statements: readonly string[]) => Promise<Warehouse & AsyncDisposable>;

/**
 * What a database answers for columns over a log, one list a row in the order of loading; the reference evaluator has to say
 * the same. PQL that reads otherwise once it is printed fails too.
 */
export async function askLog(
  model: EventLogModel,
  columns: readonly string[],
  filters: readonly string[] = [],
  load: LoadLog = duckDbForTests,
): Promise<readonly (readonly Cell[])[]> {
  const query: PqlQuery = {
    columns: columns.map((text, index) => ({
      id: `C${index}`,
      node: parsed(text),
      role: /^(COUNT|SUM|AVG|MAX|MIN)\b/.test(text) ? "kpi" : "attribute",
    })),
    conditions: filters.map(parsed),
    orderBy: [],
    offset: 0,
    withTotal: false,
  };
  await using warehouse = await load(model.statements);
  const { dialect } = warehouse;
  const context = { schema: model.schema, names: noNames, nowMs: 0, dialect };
  const compiled = compileQuery(query, context);
  assert.ok(compiled.kind === "compiled", JSON.stringify(compiled));
  const result = await warehouse
    .query(compiled.statement, AbortSignal.timeout(10_000))
    .catch((error: unknown) => {
      throw new Error(compiled.statement.text, { cause: error });
    });
  const { rows } = compiled.read(result);
  const expected = evaluateQuery(query, context, model.rows);
  const types = compiled.columns.map((column) => column.type);
  const found = rows.map((row) =>
    row.map((cell, index) =>
      types[index] === "DATE" && typeof cell === "string" ? microsOfIso(cell) : cell,
    ),
  );
  assert.deepEqual(found, expected.rows, `${columns.join(" ; ")}\n${compiled.statement.text}`);
  return rows;
}

function parsed(text: string): PqlNode {
  const result = parsePql(text);
  assert.ok(result.kind === "parsed", `${text} ${JSON.stringify(result)}`);
  const printed = printPql(result.node);
  const again = parsePql(printed);
  assert.ok(again.kind === "parsed", `${printed} ${JSON.stringify(again)}`);
  assert.deepEqual(withoutSpans(again.node), withoutSpans(result.node), printed);
  return result.node;
}
