import { defineSnap, type SnapDefinition, type SnapExample } from "../../../engine/define-snap.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { retrySettings, tableSettings } from "./common-settings.ts";
import type { DatabasePack } from "./databases.ts";
import { columnsOf } from "./insert-rows.ts";
import { requireCondition } from "./require-condition.ts";
import { sqlText, warnOfQuoted } from "./sql-text.ts";
import { readTableName } from "./table-name.ts";
import { writeOperator } from "./write-operator.ts";

function updateSettings(pack: DatabasePack) {
  return {
    ...tableSettings,
    updateCondition: sqlText({
      help: "Which rows, without the word WHERE, such as `id = $id`; `$id` is bound as a value. Left blank, every row.",
      syntax: pack.syntax,
    }),
    ...retrySettings,
  };
}

/** Updates rows with the fields of documents. */
export function defineUpdate(pack: DatabasePack, examples: readonly SnapExample[]): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-update`,
    version: 1,
    name: `${pack.name}Update`,
    label: `${pack.label} - Update`,
    category: "write",
    summary: `Updates rows of a ${pack.label} table.`,
    details:
      `The fields of a document are the columns that get new values; one that is no column may stand in the condition alone. Each document is a statement; batches, transactions and errors are those of the Insert. It comes out as \`{ Status, original }\`, where \`Status\` counts the rows. ${pack.note}`.trim(),
    views: {
      input: { min: 1, max: 1, types: ["document"] },
      output: { min: 0, max: 1, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    writes: true,
    settings: updateSettings(pack),
    run: updateOperator,
    examples,
  });
}

function updateOperator(
  context: SnapContext<BoundSettings<ReturnType<typeof updateSettings>>>,
): Operator {
  const { settings } = context;
  warnOfQuoted(context, settings.updateCondition);
  return writeOperator(context, {
    prepare: async (document, session) => {
      const name = readTableName(settings.schemaName(document), settings.tableName(document));
      const found = await session.requireTable(name);
      const condition = requireCondition(settings.updateCondition, document, "updateCondition");
      const pairs = columnsOf(document, found, (key) => condition.fields.has(key));
      if (pairs.length === 0) throw nothingToSet(found.quotedName);
      const { dialect } = session;
      const sets = pairs.map(
        ({ column }, index) => `${dialect.quote(column.name)} = ${dialect.placeholder(index)}`,
      );
      const where = condition.isBlank
        ? ""
        : ` WHERE ${condition.render(dialect.placeholder, pairs.length)}`;
      const text = `UPDATE ${found.quotedName} SET ${sets.join(", ")}${where}`;
      return {
        document,
        shape: undefined,
        values: [...pairs.map(({ key }) => document[key] ?? null), ...condition.values],
        types: pairs.map(({ column }) => column.type),
        text: () => text,
      };
    },
  });
}

function nothingToSet(table: string): SnapFailure {
  return new SnapFailure(
    "The document has no fields to set",
    `Expected fields named like columns of ${table}; found none beside those of the condition.`,
    "Give it the columns that are to change.",
  );
}
