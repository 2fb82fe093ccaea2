import assert from "node:assert/strict";
import type { ColumnType } from "../../data/data-schema.ts";
import type { Cell, Warehouse } from "../../warehouse/warehouse.ts";
import type { PqlNode } from "../ast.ts";
import { compileQuery } from "../compile-query.ts";
import { evaluateQuery } from "../evaluate/evaluate-query.ts";
import type { PqlValue } from "../expression.ts";
import { microsOfIso } from "../iso-date.ts";
import { noNames } from "../names.ts";
import { parsePql } from "../parse.ts";
import type { PqlQuery } from "../query.ts";
import { Random } from "./random.ts";
import { type RandomModel, randomModel } from "./random-model.ts";
import { RandomPql } from "./random-pql.ts";

const queriesOfModel = 12;
const nowMs = Date.UTC(2024, 2, 10, 15, 45);
const types: readonly ColumnType[] = ["STRING", "INT", "FLOAT", "DATE", "BOOLEAN"];

export interface Comparison {
  readonly answered: number;
  readonly refused: number;
  readonly kpis: number;
  readonly filtered: number;
}

/**
 * Asks a database random queries over random models and holds the answers against the reference evaluator. The numbers
 * of models and the first seed come from `PQL_MODELS` and `PQL_SEED`.
 */
export async function compareAtRandom(
  models: number,
  open: (model: RandomModel) => Promise<Warehouse & AsyncDisposable>,
): Promise<Comparison> {
  const counts = { answered: 0, refused: 0, kpis: 0, filtered: 0 };
  const firstSeed = Number(process.env["PQL_SEED"] ?? 1);
  const seeds = Number(process.env["PQL_MODELS"] ?? models);
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const random = new Random(seed);
    const model = randomModel(random);
    await using warehouse = await open(model);
    for (let count = 0; count < queriesOfModel; count++) {
      const { query, text } = randomQuery(new RandomPql(model.schema, random), random);
      const agreed = await compare(query, `seed ${seed}: ${text}`, model, warehouse);
      if (!agreed) counts.refused++;
      else {
        counts.answered++;
        if (query.columns.some((column) => column.role === "kpi")) counts.kpis++;
        if (query.conditions.length > 0) counts.filtered++;
      }
    }
  }
  return counts;
}

/** False when the query is refused. */
async function compare(
  query: PqlQuery,
  text: string,
  model: RandomModel,
  warehouse: Warehouse,
): Promise<boolean> {
  const context = { schema: model.schema, names: noNames, nowMs, dialect: warehouse.dialect };
  const compiled = compileQuery(query, context);
  if (compiled.kind === "invalid") return false;
  const about = `${text}\n${compiled.statement.text}`;
  const expected = evaluateQuery(query, context, model.rows);
  const answer = await warehouse
    .query(compiled.statement, AbortSignal.timeout(10_000))
    .catch((error: unknown) => {
      throw new Error(about, { cause: error });
    });
  const page = compiled.read(answer);
  const columnTypes = compiled.columns.map((column) => column.type);
  assert.deepEqual(
    page.rows.map((row) => row.map((cell, index) => fromCell(cell, columnTypes[index]))),
    expected.rows.map((row) => row.map((value, index) => rounded(value, columnTypes[index]))),
    about,
  );
  assert.equal(page.total, expected.total, about);
  return true;
}

function randomQuery(
  pql: RandomPql,
  random: Random,
): { readonly query: PqlQuery; readonly text: string } {
  const table = random.pick(pql.tables);
  const attributes = Array.from({ length: random.from(0, 2) }, () =>
    pql.row(random.pick(types), table, 2),
  );
  const kpis = random.chance(0.6)
    ? Array.from({ length: random.from(1, 2) }, () =>
        pql.kpi(random.chance(0.85) ? table : random.pick(pql.tables), 1),
      )
    : [];
  if (attributes.length + kpis.length === 0) attributes.push(pql.row("STRING", table, 2));
  const conditions = Array.from({ length: random.chance(0.5) ? random.from(1, 2) : 0 }, () =>
    pql.row("BOOLEAN", random.pick(pql.tables), 1),
  );
  const columns = [
    ...attributes.map((text, index) => ({
      id: `X${index}`,
      node: parsed(text),
      role: "attribute" as const,
    })),
    ...kpis.map((text, index) => ({ id: `K${index}`, node: parsed(text), role: "kpi" as const })),
  ];
  const ordered = random.chance(0.5) ? [random.pick(columns)] : [];
  const query: PqlQuery = {
    columns,
    conditions: conditions.map(parsed),
    orderBy: ordered.map(({ id }) => ({ columnId: id, descending: random.chance(0.5) })),
    offset: random.pick([0, 0, 0, 2]),
    ...(random.chance(0.5) ? { limit: 3 } : {}),
    withTotal: true,
  };
  const order = JSON.stringify(query.orderBy);
  const text = `${[...attributes, ...kpis].join(" ; ")} WHERE ${conditions.join(" ; ")} ORDER ${order}`;
  return { query, text };
}

function parsed(text: string): PqlNode {
  const result = parsePql(text);
  assert.ok(result.kind === "parsed", `${text} ${JSON.stringify(result)}`);
  return result.node;
}

function fromCell(cell: Cell, type: ColumnType | undefined): PqlValue {
  if (type === "DATE" && typeof cell === "string") return microsOfIso(cell) ?? null;
  return rounded(cell, type);
}

/** Databases add in another order: the last digits of a FLOAT may differ. */
function rounded(value: PqlValue, type: ColumnType | undefined): PqlValue {
  if (type !== "FLOAT" || value === null) return value === 0 ? 0 : value;
  const number = Number(Number(value).toPrecision(9));
  if (!Number.isFinite(number)) return null;
  return Math.abs(number) < 1e-9 ? 0 : number;
}
