import type { Document, Value } from "../../../expr/value.ts";
import { DatabaseError, databaseFailure } from "./database-error.ts";
import type { SqlStatement } from "./database-driver.ts";
import type { DatabaseSession } from "./database-session.ts";

/** What a document wants written: a row of a statement that rows of the same shape can share. */
export interface RowWrite {
  readonly document: Document;
  /** Rows with the same shape go into one statement; undefined for one that stands alone. */
  readonly shape: string | undefined;
  readonly values: readonly Value[];
  readonly types: readonly (string | undefined)[];
  /** The text of the statement for that many rows. */
  readonly text: (rowCount: number) => string;
}

/** A document that was written, and how many rows it changed. */
export interface Written {
  readonly document: Document;
  readonly count: number;
}

/** A document that was not, and why. */
export interface Unwritten {
  readonly document: Document;
  readonly failure: unknown;
}

export interface BatchOutcome {
  readonly written: readonly Written[];
  readonly unwritten: readonly Unwritten[];
}

/**
 * Writes rows in one transaction, or inside the one that is open. When the server refuses one of them the batch is
 * undone and done again row by row, and only the rows that it refuses are left out. A connection that breaks throws:
 * then nothing of the batch is written, or, when it broke while committing, nobody knows.
 */
export async function writeBatch(
  session: DatabaseSession,
  rows: readonly RowWrite[],
  options: { readonly inTransaction: boolean },
): Promise<BatchOutcome> {
  const { inTransaction } = options;
  await session.say(inTransaction ? "savepoint" : "begin");
  try {
    const written = await writeTogether(session, rows);
    if (!inTransaction) await commitBatch(session);
    return { written, unwritten: [] };
  } catch (thrown) {
    if (!isAboutRows(thrown)) throw await undone(session, thrown);
    await session.say(inTransaction ? "rollbackToSavepoint" : "rollback");
  }
  return await writeOneByOne(session, rows, inTransaction);
}

async function writeTogether(
  session: DatabaseSession,
  rows: readonly RowWrite[],
): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const group of groupsOf(rows, session)) {
    const count = await session.change(statementOf(group));
    const each = group.length === 1 ? count : 1;
    for (const { document } of group) written.push({ document, count: each });
  }
  return written;
}

async function writeOneByOne(
  session: DatabaseSession,
  rows: readonly RowWrite[],
  inTransaction: boolean,
): Promise<BatchOutcome> {
  const written: Written[] = [];
  const unwritten: Unwritten[] = [];
  try {
    if (!inTransaction) await session.say("begin");
    for (const row of rows) {
      await session.say("savepoint");
      try {
        const count = await session.change(statementOf([row]));
        written.push({ document: row.document, count });
      } catch (thrown) {
        if (!isAboutRows(thrown)) throw thrown;
        await session.say("rollbackToSavepoint");
        unwritten.push({
          document: row.document,
          failure: databaseFailure(thrown, session.dialect.label),
        });
      }
    }
    if (!inTransaction) await commitBatch(session);
    return { written, unwritten };
  } catch (thrown) {
    throw await undone(session, thrown);
  }
}

/** Rows of one shape that follow each other, as many as one statement takes. */
function groupsOf(
  rows: readonly RowWrite[],
  { dialect }: DatabaseSession,
): readonly (readonly RowWrite[])[] {
  const groups: RowWrite[][] = [];
  let group: RowWrite[] = [];
  for (const row of rows) {
    const [first] = group;
    const fits = Math.min(
      dialect.rowsMax,
      Math.floor(dialect.bindsMax / Math.max(1, row.values.length)),
    );
    if (
      first !== undefined &&
      row.shape !== undefined &&
      row.shape === first.shape &&
      group.length < fits
    ) {
      group.push(row);
    } else {
      group = [row];
      groups.push(group);
    }
  }
  return groups;
}

function statementOf(group: readonly RowWrite[]): SqlStatement {
  return {
    text: group[0]?.text(group.length) ?? "",
    values: group.flatMap(({ values }) => values),
    types: group.flatMap(({ types }) => types),
  };
}

/** Commits; a connection that breaks meanwhile leaves it in doubt whether anything is written. */
export async function commitBatch(session: DatabaseSession): Promise<void> {
  try {
    await session.say("commit");
  } catch (thrown) {
    if (!(thrown instanceof DatabaseError) || !thrown.endsConnection) throw thrown;
    throw new DatabaseError("in-doubt", thrown.message, {
      code: thrown.code,
      detail: thrown.detail,
    });
  }
}

/** Ends the transaction, as far as there still is a server to tell. */
async function undone(session: DatabaseSession, thrown: unknown): Promise<unknown> {
  if (!session.isBroken) await session.say("rollback").catch(() => undefined);
  return thrown;
}

/** Errors that one row can cause; others are about the connection or the transaction as a whole. */
function isAboutRows(thrown: unknown): boolean {
  return thrown instanceof DatabaseError && !thrown.endsConnection && thrown.kind !== "conflict";
}
