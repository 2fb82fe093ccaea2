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
import { retrySettings, tableSettings } from "./common-settings.ts";
import { databaseFailure } from "./database-error.ts";
import type { DatabaseSession } from "./database-session.ts";
import type { DatabasePack } from "./databases.ts";
import { type Lookup, lookupStatement } from "./lookup-statement.ts";
import { columnKeys, rowDocument } from "./row-document.ts";
import { SnapSessions } from "./snap-sessions.ts";
import { findColumn, readTableName } from "./table-name.ts";

const settings = {
  ...tableSettings,
  lookupConditions: table({
    help: "Columns that have to be equal to values of the document; several have to be equal together.",
    required: true,
    columns: {
      column: textPerDocument({ help: "Name of a column." }),
      value: expression({ help: "Value that it has to have, as in `$id`; null finds nothing." }),
    },
  }),
  outputFields: table({
    help: "Columns that are read; none is all.",
    columns: { outputField: textPerDocument({ help: "Name of a column." }) },
  }),
  passThrough: flag({
    help: "A document that finds nothing comes out under `original`; otherwise it goes to the error view.",
    default: false,
  }),
  ...retrySettings,
};

type Context = SnapContext<BoundSettings<typeof settings>>;

/** Looks documents up in a table. */
export function defineLookup(pack: DatabasePack, examples: readonly SnapExample[]): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-lookup`,
    version: pack.lookupVersion,
    name: `${pack.name}Lookup`,
    label: `${pack.label} - Lookup`,
    category: "read",
    summary: `Finds the rows of a ${pack.label} table for each document.`,
    details:
      `Every row that is found comes out as a document, with the input document under \`original\`, in the order of the input. Up to 50 documents share a statement. ${pack.note}`.trim(),
    views: {
      input: { min: 1, max: 1, types: ["document"] },
      output: { min: 1, max: 1, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    settings,
    run: lookupOperator,
    examples,
  });
}

function lookupOperator(context: Context): Operator {
  const { limits } = context;
  if (context.settings.lookupConditions.length === 0) throw noConditions();
  return async function* looked({ inputs: [input] }) {
    const sessions = new SnapSessions(context);
    try {
      if (input === undefined) return;
      for await (const batch of documentsOf(input)) {
        for (let rest = batch; rest.length > 0;) {
          const documents = await sessions.leading(rest.slice(0, limits.lookupDocumentsMax));
          yield* lookUp(documents, context, sessions);
          rest = rest.slice(documents.length);
        }
      }
    } finally {
      await sessions.close();
    }
  };
}

/** Looks documents up together; when the server refuses, one by one, so that a value that does not fit fails its own alone. */
async function* lookUp(
  documents: readonly Document[],
  context: Context,
  sessions: SnapSessions,
): AsyncIterable<Emission> {
  const [first = {}] = documents;
  let database = "";
  let emitted = 0;
  try {
    const session = await sessions.for(first);
    database = session.dialect.label;
    const lookups: Lookup[] = [];
    for (const document of documents) lookups.push(await lookupOf(document, session, context));
    for await (const items of found(lookups, documents, session, context)) {
      emitted += items.length;
      yield { view: 0, items };
    }
  } catch (thrown) {
    if (documents.length > 1 && emitted === 0) {
      for (const document of documents) yield* lookUp([document], context, sessions);
      return;
    }
    for (const document of documents) context.reject(document, databaseFailure(thrown, database));
  }
}

async function lookupOf(
  document: Document,
  session: DatabaseSession,
  { settings: bound }: Context,
): Promise<Lookup> {
  const name = readTableName(bound.schemaName(document), bound.tableName(document));
  const { columns, quotedName } = await session.requireTable(name);
  const quoted = (text: string): string =>
    session.dialect.quote(findColumn(text, columns, quotedName).name);
  const fields = bound.outputFields
    .map(({ outputField }) => outputField(document))
    .filter((text) => text.trim() !== "");
  return {
    table: quotedName,
    fields:
      fields.length === 0
        ? columns.map((column) => session.dialect.quote(column.name))
        : fields.map(quoted),
    conditions: bound.lookupConditions.map(({ column, value }) => ({
      column: quoted(column(document)),
      value: value?.(document) ?? null,
    })),
  };
}

/** The documents that come out, in the order of those that were looked up: the rows come in it. */
async function* found(
  lookups: readonly Lookup[],
  documents: readonly Document[],
  session: DatabaseSession,
  { reject, settings: bound }: Context,
): AsyncIterable<readonly Document[]> {
  let next = 0;
  let keys: readonly string[] = [];
  const unfound = function* unfound(before: number): Iterable<Document> {
    for (; next < before; next++) {
      const document = documents[next] ?? {};
      if (bound.passThrough) yield { original: document };
      else reject(document, notFound(lookups[next]));
    }
  };
  for await (const part of session.query(lookupStatement(lookups, session.dialect))) {
    if (part.kind === "columns") keys = columnKeys(part.columns.slice(1));
    if (part.kind !== "rows") continue;
    const items: Document[] = [];
    for (const [index, ...row] of part.rows) {
      const at = indexOf(index);
      items.push(...unfound(at));
      next = at + 1;
      items.push(rowDocument(keys, row, documents[at]));
    }
    yield items;
  }
  const rest = [...unfound(documents.length)];
  if (rest.length > 0) yield rest;
}

function indexOf(value: Value | undefined): number {
  return typeof value === "number" ? value : Number(value);
}

function notFound(lookup: Lookup | undefined): SnapFailure {
  return new SnapFailure(
    `${lookup?.table ?? "The table"} has no row for the document`,
    `Expected a row with equal ${lookup?.conditions.map(({ column }) => column).join(", ") ?? ""}; found none.`,
    'Set "passThrough" to let such documents pass, or read them from the error view.',
  );
}

function noConditions(): SnapFailure {
  return new SnapFailure(
    "The Lookup has nothing to look up by",
    'Expected a row in "lookupConditions"; found none.',
    "Name a column and the value that it has to have, such as `id` and `$id`.",
  );
}
