import assert from "node:assert/strict";
import type { Finding } from "../../../base/finding.ts";
import type { DataSchema } from "../../data/data-schema.ts";
import type { SqlDialect } from "../../warehouse/sql-dialect.ts";
import type { SqlStatement, Warehouse } from "../../warehouse/warehouse.ts";
import type { PqlNode } from "../ast.ts";
import { compileQuery } from "../compile-query.ts";
import { noNames, type PqlNames } from "../names.ts";
import { parsePql, parsePqlFilters } from "../parse.ts";
import type { CompiledQuery, PqlQuery, QueryPage } from "../query.ts";

export interface Question extends Partial<Omit<PqlQuery, "columns" | "conditions">> {
  readonly attributes?: readonly string[];
  readonly kpis?: readonly string[];
  /** `FILTER a; FILTER b;`, or one condition. */
  readonly filter?: string;
  readonly names?: PqlNames;
}

/** A query of PQL texts; attributes are named X0, X1, …, KPIs K0, K1, …. The clock stands at 2024-03-10T15:45Z. */
export function compiled(
  question: Question,
  schema: DataSchema,
  dialect: SqlDialect,
): CompiledQuery {
  const { attributes = [], kpis = [], filter, names = noNames } = question;
  const conditions = filter === undefined ? [] : conditionsOf(filter);
  const query: PqlQuery = {
    columns: [
      ...attributes.map((text, at) => ({
        id: `X${at}`,
        node: nodeOf(text),
        role: "attribute" as const,
      })),
      ...kpis.map((text, at) => ({ id: `K${at}`, node: nodeOf(text), role: "kpi" as const })),
    ],
    conditions,
    orderBy: question.orderBy ?? [],
    offset: question.offset ?? 0,
    withTotal: question.withTotal ?? true,
    ...(question.limit === undefined ? {} : { limit: question.limit }),
  };
  return compileQuery(query, { schema, names, nowMs: Date.UTC(2024, 2, 10, 15, 45), dialect });
}

export async function ask(
  question: Question,
  schema: DataSchema,
  warehouse: Warehouse,
): Promise<QueryPage & { readonly statement: SqlStatement; readonly grain: string }> {
  const result = compiled(question, schema, warehouse.dialect);
  assert.ok(result.kind === "compiled", JSON.stringify(result));
  const { statement, grain } = result;
  const answer = await warehouse.query(statement, AbortSignal.timeout(10_000));
  return { ...result.read(answer), statement, grain };
}

export function refusal(question: Question, schema: DataSchema, dialect: SqlDialect): Finding {
  const result = compiled(question, schema, dialect);
  assert.ok(result.kind === "invalid", JSON.stringify(result));
  const [finding] = result.findings;
  assert.ok(finding !== undefined);
  return finding;
}

export function nodeOf(text: string): PqlNode {
  const result = parsePql(text);
  assert.ok(result.kind === "parsed", `${text} ${JSON.stringify(result)}`);
  return result.node;
}

function conditionsOf(text: string): readonly PqlNode[] {
  const result = parsePqlFilters(text);
  assert.ok(result.kind === "parsed", `${text} ${JSON.stringify(result)}`);
  return result.conditions;
}
