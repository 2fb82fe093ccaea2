import { defineSnap, type SnapDefinition, type SnapExample } from "../../../engine/define-snap.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import { retrySettings, tableSettings } from "./common-settings.ts";
import type { DatabasePack } from "./databases.ts";
import { requireCondition } from "./require-condition.ts";
import { sqlText, warnOfQuoted } from "./sql-text.ts";
import { readTableName } from "./table-name.ts";
import { writeOperator } from "./write-operator.ts";

function deleteSettings(pack: DatabasePack) {
  return {
    ...tableSettings,
    deleteCondition: sqlText({
      help: "Which rows, without the word WHERE, such as `id = $id`; `$id` is bound as a value. Left blank, every row.",
      syntax: pack.syntax,
    }),
    ...retrySettings,
  };
}

/** Deletes rows. */
export function defineDelete(pack: DatabasePack, examples: readonly SnapExample[]): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-delete`,
    version: 1,
    name: `${pack.name}Delete`,
    label: `${pack.label} - Delete`,
    category: "write",
    summary: `Deletes rows of a ${pack.label} table.`,
    details:
      `Each document is a statement, and without an input view there is one. Batches, transactions and errors are those of the Insert. A document comes out as \`{ Status, original }\`, where \`Status\` counts the rows. ${pack.note}`.trim(),
    views: {
      input: { min: 0, max: 1, types: ["document"] },
      output: { min: 0, max: 1, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    writes: true,
    settings: deleteSettings(pack),
    run: deleteOperator,
    examples,
  });
}

function deleteOperator(
  context: SnapContext<BoundSettings<ReturnType<typeof deleteSettings>>>,
): Operator {
  const { settings } = context;
  warnOfQuoted(context, settings.deleteCondition);
  return writeOperator(context, {
    onceWithoutInput: true,
    prepare: async (document, session) => {
      const name = readTableName(settings.schemaName(document), settings.tableName(document));
      const found = await session.requireTable(name);
      const condition = requireCondition(settings.deleteCondition, document, "deleteCondition");
      const where = condition.isBlank
        ? ""
        : ` WHERE ${condition.render(session.dialect.placeholder)}`;
      const text = `DELETE FROM ${found.quotedName}${where}`;
      return { document, shape: undefined, values: condition.values, types: [], text: () => text };
    },
  });
}
