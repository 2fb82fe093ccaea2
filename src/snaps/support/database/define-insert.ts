import { defineSnap, type SnapDefinition, type SnapExample } from "../../../engine/define-snap.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import { flag } from "../../../engine/settings/flag.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import { retrySettings, tableSettings } from "./common-settings.ts";
import { createTable } from "./create-table.ts";
import type { DatabasePack } from "./databases.ts";
import { insertText, rowOf } from "./insert-rows.ts";
import { readTableName } from "./table-name.ts";
import { writeOperator } from "./write-operator.ts";

const settings = {
  ...tableSettings,
  createTable: flag({
    help: "Makes the table when there is none: like the schema on the second input view, or with columns for the first document.",
    default: false,
  }),
  preserveCaseSensistiveness: flag({
    help: "Accepted and without effect: a field is the column of its exact name, or else the one that differs in case alone.",
    default: false,
  }),
  ...retrySettings,
};

/** Inserts documents as rows. */
export function defineInsert(pack: DatabasePack, examples: readonly SnapExample[]): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-insert`,
    version: 1,
    name: `${pack.name}Insert`,
    label: `${pack.label} - Insert`,
    category: "write",
    summary: `Inserts documents as rows of a ${pack.label} table.`,
    details:
      `Fields are columns by their name; a column without a field gets its default, and a field without a column fails its document. Rows are written in batches of the account's size, each in a transaction of its own: when the server refuses one, the batch is undone and done again row by row, and that one alone goes to the error view. What was written comes out as \`{ Status: 1, original }\`. ${pack.note}`.trim(),
    views: {
      input: { min: 1, max: 2, types: ["document"] },
      output: { min: 0, max: 1, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    writes: true,
    settings,
    run: insertOperator,
    examples,
  });
}

function insertOperator(context: SnapContext<BoundSettings<typeof settings>>): Operator {
  const { settings: bound } = context;
  return writeOperator(context, {
    start: async (session, first, schema) => {
      if (!bound.createTable) return;
      await createTable(
        session,
        readTableName(bound.schemaName(first), bound.tableName(first)),
        first,
        schema,
      );
    },
    prepare: async (document, session) => {
      const name = readTableName(bound.schemaName(document), bound.tableName(document));
      return rowOf(document, await session.requireTable(name), session, insertText);
    },
  });
}
