import type { Emission } from "../../../engine/batch.ts";
import { defineSnap, type SnapDefinition, type SnapExample } from "../../../engine/define-snap.ts";
import { documentsOf } from "../../../engine/operators/items.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import { choice } from "../../../engine/settings/choice.ts";
import { flag } from "../../../engine/settings/flag.ts";
import { integerPerDocument } from "../../../engine/settings/integer.ts";
import { table } from "../../../engine/settings/table.ts";
import { textPerDocument } from "../../../engine/settings/text.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import type { Document } from "../../../expr/value.ts";
import { retrySettings, tableSettings } from "./common-settings.ts";
import { databaseFailure } from "./database-error.ts";
import type { DatabasePack } from "./databases.ts";
import { columnKeys, rowDocument } from "./row-document.ts";
import { schemaDocument } from "./schema-document.ts";
import { selectStatement } from "./select-statement.ts";
import { SnapSessions } from "./snap-sessions.ts";
import { sqlText, warnOfQuoted } from "./sql-text.ts";

const unlimited = -1;

function selectSettings(pack: DatabasePack) {
  return {
    ...tableSettings,
    whereClause: sqlText({
      help: "Condition without the word WHERE, such as `age > $age`; `$age` is bound as a value.",
      syntax: pack.syntax,
    }),
    orderBy: table({
      help: "Columns that order the rows.",
      columns: {
        columns: textPerDocument({ help: "Column, with ` DESC` behind it for the other way." }),
      },
    }),
    limitOffset: integerPerDocument({ help: "Rows that are passed over.", default: 0 }),
    limitRows: integerPerDocument({
      help: "Rows at most; unset is all.",
      default: unlimited,
      minimum: unlimited,
    }),
    outputFields: table({
      help: "Columns that are read; none is all.",
      columns: { outputField: textPerDocument({ help: "Name of a column." }) },
    }),
    fetchOutputFieldsInSchema: flag({
      help: "The second output view describes the output fields alone.",
      default: false,
    }),
    passThrough: flag({
      help: "Puts the input document under `original` of each row.",
      default: true,
    }),
    ignoreEmptyResult: flag({
      help: "Puts out nothing for a document that finds nothing; otherwise it comes out under `original`.",
      default: false,
    }),
    autoCommit: choice({
      help: "Accepted and without effect: reading needs no commit.",
      options: ["True", "False", "Use account setting"],
      default: "False",
    }),
    matchDataTypes: flag({
      help: "Accepted and without effect: values always have the types of their columns.",
      default: false,
    }),
    stagingMode: choice({
      help: "Accepted and without effect: rows are never staged.",
      options: ["In memory", "Disk"],
      default: "In memory",
    }),
    ...retrySettings,
  };
}

type Context = SnapContext<BoundSettings<ReturnType<typeof selectSettings>>>;

/** Reads rows of a table. */
export function defineSelect(pack: DatabasePack, examples: readonly SnapExample[]): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-select`,
    version: pack.selectVersion,
    name: `${pack.name}Select`,
    label: `${pack.label} - Select`,
    category: "read",
    summary: `Reads rows of a ${pack.label} table.`,
    details:
      `Without an input view it reads once, with one once for every document. Rows come as the server sends them and are never held together; whoever needs only some has the rest left on the server. A \`$field\` of the condition is bound as a value, so that no document can change the statement. A second output view gets one document that describes the table, which an Insert takes to make a like one. ${pack.note}`.trim(),
    views: {
      input: { min: 0, max: 1, types: ["document"] },
      output: { min: 1, max: 2, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    settings: selectSettings(pack),
    run: selectOperator,
    examples,
  });
}

function selectOperator(context: Context): Operator {
  warnOfQuoted(context, context.settings.whereClause);
  const sessions = new SnapSessions(context);
  return async function* selected({ inputs: [input] }) {
    try {
      if (input === undefined) {
        yield* selectFor(context, sessions, undefined);
        return;
      }
      for await (const batch of documentsOf(input)) {
        for (const document of batch) yield* selectFor(context, sessions, document);
      }
    } finally {
      await sessions.close();
    }
  };
}

async function* selectFor(
  context: Context,
  sessions: SnapSessions,
  input: Document | undefined,
): AsyncIterable<Emission> {
  const { limits, reject, settings } = context;
  const original = settings.passThrough ? input : undefined;
  let database = "";
  let found = 0;
  try {
    const session = await sessions.for(input ?? {});
    database = session.dialect.label;
    const { columns, statement } = await selectStatement(session, context, input ?? {});
    if (context.outputs.length > 1) yield { view: 1, items: [schemaDocument(columns)] };
    let keys: readonly string[] = [];
    const fetchSize = Math.min(session.target.fetchSize, limits.batchSizeMax);
    for await (const part of session.query(statement, fetchSize)) {
      if (part.kind === "columns") keys = columnKeys(part.columns);
      if (part.kind !== "rows") continue;
      found += part.rows.length;
      yield { view: 0, items: part.rows.map((row) => rowDocument(keys, row, original)) };
    }
    if (found === 0 && original !== undefined && !settings.ignoreEmptyResult) {
      yield { view: 0, items: [{ original }] };
    }
  } catch (thrown) {
    reject(
      input ?? {},
      databaseFailure(thrown, database),
      found === 0 ? {} : { rowsBefore: found },
    );
  }
}
