import { setOwn } from "../../../base/json.ts";
import type { Emission } from "../../../engine/batch.ts";
import { defineSnap, type SnapDefinition, type SnapExample } from "../../../engine/define-snap.ts";
import { documentsOf } from "../../../engine/operators/items.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import { expression } from "../../../engine/settings/expression.ts";
import { flag } from "../../../engine/settings/flag.ts";
import { table } from "../../../engine/settings/table.ts";
import { textPerDocument } from "../../../engine/settings/text.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { retrySettings } from "./common-settings.ts";
import { databaseFailure } from "./database-error.ts";
import type { DatabaseSession } from "./database-session.ts";
import type { DatabasePack } from "./databases.ts";
import { findProcedure, isOutResult, procedureCall, type ProcedureCall } from "./procedure-call.ts";
import { columnKeys, rowDocument } from "./row-document.ts";
import { SnapSessions } from "./snap-sessions.ts";
import { readName } from "./table-name.ts";

const settings = {
  schemaName: textPerDocument({ help: "Schema of the procedure; blank is that of the account." }),
  storedProcedureName: textPerDocument({
    help: "Name of a procedure or function.",
    required: true,
  }),
  parameterValues: table({
    help: "A value for each parameter that takes one, in their order.",
    columns: { parameterValue: expression({ help: "The value, as in `$id`." }) },
  }),
  passThrough: flag({ help: "Puts the input document under `original`.", default: true }),
  ...retrySettings,
};

type Context = SnapContext<BoundSettings<typeof settings>>;

/** Calls a procedure. */
export function defineStoredProcedure(
  pack: DatabasePack,
  examples: readonly SnapExample[],
): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-storedprocedure`,
    version: 1,
    name: `${pack.name}StoredProcedure`,
    label: `${pack.label} - Stored Procedure`,
    category: "write",
    summary: `Calls a stored procedure of ${pack.label}.`,
    details:
      `Without an input view it is called once, with one once for every document. The first output has a document for each call, with the values that come out by the names of their parameters. Rows that it gives come out of the second view, or without one of the first. A validation does not call it. ${pack.note}`.trim(),
    views: {
      input: { min: 0, max: 1, types: ["document"] },
      output: { min: 0, max: 2, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    writes: true,
    settings,
    run: procedureOperator,
    examples,
  });
}

function procedureOperator(context: Context): Operator {
  return async function* called({ inputs: [input] }) {
    const sessions = new SnapSessions(context);
    try {
      if (input === undefined) yield* callFor(undefined, context, sessions);
      else {
        for await (const batch of documentsOf(input)) {
          for (const document of batch) yield* callFor(document, context, sessions);
        }
      }
    } finally {
      await sessions.close();
    }
  };
}

async function* callFor(
  input: Document | undefined,
  context: Context,
  sessions: SnapSessions,
): AsyncIterable<Emission> {
  const { outputs, reject, settings: bound } = context;
  const document = input ?? {};
  const original = bound.passThrough ? input : undefined;
  let database = "";
  try {
    const values = bound.parameterValues.map(
      ({ parameterValue }) => parameterValue?.(document) ?? null,
    );
    const session = await sessions.for(document);
    database = session.dialect.label;
    const name = [
      ...readName(bound.schemaName(document)),
      ...readName(bound.storedProcedureName(document)),
    ].slice(-2);
    const procedure = await findProcedure(session, name, values.length);
    if (procedure === undefined)
      throw noProcedure(name.map((part) => part.name).join("."), values.length);
    const call = procedureCall(session, session.quoted(name), procedure, values);
    for (const statement of call.before) await session.change(statement);
    const outcome: Document = {};
    let rowCount = 0;
    for await (const rows of answer(session, call, outcome)) {
      rowCount += rows.length;
      const view = outputs.length > 1 ? 1 : 0;
      if (outputs.length > 0)
        yield { view, items: rows.map(({ keys, row }) => rowDocument(keys, row, original)) };
    }
    if (call.after !== undefined) {
      const [row = []] = await session.rows(call.after);
      for (const [index, { name: key }] of call.out.entries())
        setOwn(outcome, key, row[index] ?? null);
    }
    const isSaid = outputs.length === 1 && rowCount > 0 && call.out.length === 0;
    if (outputs.length > 0 && !isSaid) {
      const keys = Object.keys(outcome);
      yield {
        view: 0,
        items: [
          rowDocument(
            keys,
            keys.map((key) => outcome[key] ?? null),
            original,
          ),
        ],
      };
    }
  } catch (thrown) {
    reject(document, databaseFailure(thrown, database));
  }
}

interface KeyedRow {
  readonly keys: readonly string[];
  readonly row: readonly Value[];
}

/** The rows of a call; values that come out as a row of it go into `outcome`. */
async function* answer(
  session: DatabaseSession,
  call: ProcedureCall,
  outcome: Document,
): AsyncIterable<readonly KeyedRow[]> {
  let keys: readonly string[] = [];
  let isOut = false;
  for await (const part of session.query(call.call)) {
    if (part.kind === "columns") {
      keys = columnKeys(part.columns);
      isOut = call.rowsAreOut || isOutResult(part);
    }
    if (part.kind !== "rows") continue;
    if (!isOut) yield part.rows.map((row) => ({ keys, row }));
    else {
      for (const [index, { name }] of call.out.entries())
        setOwn(outcome, name, part.rows[0]?.[index] ?? null);
    }
  }
}

function noProcedure(name: string, count: number): SnapFailure {
  return new SnapFailure(
    `There is no procedure "${name.slice(0, 200)}" that takes ${count} values`,
    "The server finds none of that name with so many parameters to give a value to.",
    'Correct the name, or give "parameterValues" a row for each parameter that takes a value.',
  );
}
