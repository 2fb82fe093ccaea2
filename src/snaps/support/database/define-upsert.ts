import { defineSnap, type SnapDefinition, type SnapExample } from "../../../engine/define-snap.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import { table } from "../../../engine/settings/table.ts";
import { textPerDocument } from "../../../engine/settings/text.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { retrySettings, tableSettings } from "./common-settings.ts";
import type { DatabasePack } from "./databases.ts";
import { rowOf } from "./insert-rows.ts";
import { findColumn, readTableName } from "./table-name.ts";
import { writeOperator } from "./write-operator.ts";

const settings = {
  ...tableSettings,
  keyColumns: table({
    help: "Columns that tell whether a row is there; none is the primary key.",
    columns: { keyColumn: textPerDocument({ help: "Name of a column of a unique key." }) },
  }),
  ...retrySettings,
};

/** Inserts documents as rows, or updates those that are there. */
export function defineUpsert(pack: DatabasePack, examples: readonly SnapExample[]): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-upsert`,
    version: 1,
    name: `${pack.name}Upsert`,
    label: `${pack.label} - Upsert`,
    category: "write",
    summary: `Inserts documents as rows of a ${pack.label} table, or updates the rows that are there.`,
    details:
      `A row is there when its key columns are equal; then its other columns get the values of the document. Batches, transactions and errors are those of the Insert. ${pack.note}`.trim(),
    views: {
      input: { min: 1, max: 1, types: ["document"] },
      output: { min: 0, max: 1, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    writes: true,
    settings,
    run: upsertOperator,
    examples,
  });
}

function upsertOperator(context: SnapContext<BoundSettings<typeof settings>>): Operator {
  const { settings: bound } = context;
  return writeOperator(context, {
    prepare: async (document, session) => {
      const name = readTableName(bound.schemaName(document), bound.tableName(document));
      const found = await session.requireTable(name);
      const named = bound.keyColumns
        .map(({ keyColumn }) => keyColumn(document))
        .filter((column) => column.trim() !== "")
        .map((column) => findColumn(column, found.columns, found.quotedName));
      const keyColumns = named.length > 0 ? named : found.columns.filter(({ isKey }) => isKey);
      if (keyColumns.length === 0) throw noKey(found.quotedName);
      const keys = keyColumns.map((column) => session.dialect.quote(column.name));
      return rowOf(document, found, session, (quoted, columns, rows) =>
        session.dialect.upsert({ table: quoted, columns, keys, rows }),
      );
    },
  });
}

function noKey(name: string): SnapFailure {
  return new SnapFailure(
    `${name} has no primary key`,
    'Expected a key in "keyColumns" or in the table; found none.',
    'Name the columns of a unique key in "keyColumns".',
  );
}
