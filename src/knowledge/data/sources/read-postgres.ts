import Cursor from "pg-cursor";
import { asError, throwIfAborted } from "../../../base/abort.ts";
import { Refusal } from "../../../base/errors.ts";
import { connectPostgres, explainPostgresError } from "../../warehouse/postgres-client.ts";
import { type CursorRead, readCursor } from "../../warehouse/postgres-connection.ts";
import { columnTypeOf, scaleOfModifier, typeNames } from "../../warehouse/postgres-types.ts";
import { quoted } from "../load/sql-text.ts";
import type { StagedRows } from "../load/staged-rows.ts";
import type { PostgresSource } from "../model/data-model.ts";
import type { ColumnType } from "../data-schema.ts";
import { RowStager } from "./row-stager.ts";
import type { SourceContext } from "./source-context.ts";

/** A table or a query of PostgreSQL, read piece by piece in one transaction that only reads. */
export async function readPostgres(
  source: PostgresSource,
  context: SourceContext,
): Promise<StagedRows> {
  const { signal } = context.workspace;
  const name = source.connection;
  const url = await context.readers.postgresUrl?.(name);
  if (url === undefined) throw noConnection(name);
  const client = await connectPostgres({ name, url, statementTimeoutMs: 0 }, signal);
  const stop = (): void => void client.end().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  try {
    await client.query("BEGIN READ ONLY");
    const cursor = client.query(
      new Cursor<readonly (string | null)[]>(queryOf(source), [], { rowMode: "array" }),
    );
    return await stage(() => readCursor(cursor), context);
  } catch (error) {
    throwIfAborted(signal);
    throw explained(source, asError(error));
  } finally {
    signal.removeEventListener("abort", stop);
    await client.end().catch(() => undefined);
  }
}

function queryOf({ schema = "public", table, query }: PostgresSource): string {
  return table === undefined ? (query ?? "") : `SELECT * FROM ${quoted(schema)}.${quoted(table)}`;
}

async function stage(read: () => Promise<CursorRead>, context: SourceContext): Promise<StagedRows> {
  const stager = new RowStager(context);
  let types: readonly ColumnType[] = [];
  let columns: readonly number[] = [];
  for (;;) {
    const { rows, fields } = await read();
    if (columns.length === 0) {
      columns = fields.map((field) => stager.column(field.name));
      types = fields.map((field) =>
        columnTypeOf(
          typeNames[field.dataTypeID] ?? "text",
          scaleOfModifier(field.dataTypeModifier),
        ),
      );
    }
    for (const row of rows) {
      for (const [at, cell] of row.entries()) {
        if (cell !== null) stager.setText(columns[at] ?? 0, cell, types[at] ?? "STRING");
      }
      await stager.endRow();
    }
    if (rows.length === 0) break;
  }
  const staged = await stager.finish();
  return {
    ...staged,
    columns: staged.columns.map((column, at) => ({ ...column, holds: types[at] ?? "STRING" })),
  };
}

function explained(source: PostgresSource, error: Error): Error {
  const code = "code" in error ? String(error.code) : "";
  if (/^(42|3F)/.test(code)) {
    return new Refusal(
      "invalid-content",
      `The connection "${source.connection}" cannot read ${source.table === undefined ? "the query" : `"${source.table}"`}`,
      `PostgreSQL says: ${error.message.slice(0, 300)}.`,
      "Correct `source`, or give the user of the connection the right to read it.",
    );
  }
  return explainPostgresError(source.connection, error);
}

function noConnection(name: string): Refusal {
  return new Refusal(
    "not-found",
    `There is no connection "${name}"`,
    "Expected the name of a connection to PostgreSQL of this installation; found another.",
    "Correct `source.connection`, or have the connection set up.",
  );
}
