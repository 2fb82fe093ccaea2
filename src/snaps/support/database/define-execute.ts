import type { Emission } from "../../../engine/batch.ts";
import { defineSnap, type SnapDefinition, type SnapExample } from "../../../engine/define-snap.ts";
import { documentsOf } from "../../../engine/operators/items.ts";
import type { BoundSettings } from "../../../engine/setting.ts";
import { choice } from "../../../engine/settings/choice.ts";
import { flag } from "../../../engine/settings/flag.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document } from "../../../expr/value.ts";
import { retrySettings } from "./common-settings.ts";
import type { SqlStatement } from "./database-driver.ts";
import { DatabaseError, databaseFailure } from "./database-error.ts";
import type { DatabaseSession } from "./database-session.ts";
import type { DatabasePack } from "./databases.ts";
import { columnKeys, rowDocument } from "./row-document.ts";
import { SnapSessions } from "./snap-sessions.ts";
import { sqlText, warnOfQuoted } from "./sql-text.ts";

function executeSettings(pack: DatabasePack) {
  return {
    sqlStatement: sqlText({
      help: "One statement, such as `SELECT * FROM orders WHERE id = $id`; `$id` is bound as a value. An expression makes the text itself, and what it joins into the text is text.",
      syntax: pack.syntax,
      required: true,
    }),
    queryType: choice({
      help: "`Read` refuses what writes, where the database can tell; `Auto` and `Write` take any statement.",
      options: ["Auto", "Read", "Write"],
      default: "Auto",
    }),
    autoCommit: choice({
      help: "Whether each statement is committed; `False` commits once at the end, and undoes all when the run fails.",
      options: ["Use account setting", "True", "False"],
      default: "Use account setting",
    }),
    passThrough: flag({ help: "Puts the input document under `original`.", default: true }),
    ignoreEmptyResult: flag({
      help: "Puts out nothing for a document whose statement reads no rows; otherwise it comes out under `original`.",
      default: false,
    }),
    ...retrySettings,
  };
}

type Context = SnapContext<BoundSettings<ReturnType<typeof executeSettings>>>;

/** Runs a statement. */
export function defineExecute(
  pack: DatabasePack,
  examples: readonly SnapExample[],
): SnapDefinition {
  return defineSnap({
    classId: `com-snaplogic-snaps-${pack.id}-execute`,
    version: 1,
    name: `${pack.name}Execute`,
    label: `${pack.label} - Execute`,
    category: "write",
    summary: `Runs an SQL statement on ${pack.label}.`,
    details:
      `Without an input view it runs once, with one once for every document. Rows come out as documents; a statement that writes gives \`{ $UPDATE_COUNT, Status, Message }\`. Each \`$field\` and \`_parameter\` outside quotes is bound as a value, so that no document can change a statement that is no expression. A validation runs it where nothing can be written, and passes over what writes. ${pack.note}`.trim(),
    views: {
      input: { min: 0, max: 1, types: ["document"] },
      output: { min: 0, max: 1, types: ["document"] },
    },
    accounts: pack.accounts,
    accountRequired: true,
    effects: true,
    settings: executeSettings(pack),
    run: executeOperator,
    examples,
  });
}

function executeOperator(context: Context): Operator {
  warnOfQuoted(context, context.settings.sqlStatement);
  return async function* executed({ inputs: [input] }) {
    const execution = new Execution(context);
    try {
      if (input === undefined) yield* execution.run(undefined);
      else {
        for await (const batch of documentsOf(input)) {
          for (const document of batch) yield* execution.run(document);
        }
      }
      await execution.commit();
    } finally {
      await execution.close();
    }
  };
}

class Execution {
  readonly #context: Context;
  readonly #sessions: SnapSessions;
  /** The connection with an open transaction, and the documents that are done in it. */
  #open: DatabaseSession | undefined;
  #uncommitted = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#sessions = new SnapSessions(context);
  }

  async *run(input: Document | undefined): AsyncIterable<Emission> {
    const { outputs, reject, settings } = this.#context;
    let database = "";
    try {
      const sql = settings.sqlStatement.forDocument(input ?? {});
      if (sql.isBlank) throw noStatement();
      const session = await this.#sessions.for(input ?? {});
      database = session.dialect.label;
      const text = sql.render(session.dialect.placeholder);
      const answer = this.#answer(session, { text, values: sql.values }, input);
      for await (const emission of answer) if (outputs.length > 0) yield emission;
    } catch (thrown) {
      if (this.#passesOver(thrown)) return;
      if (this.#uncommitted > 0) throw undoneFailure(thrown, database, this.#uncommitted);
      if (this.#open !== undefined) {
        if (!this.#open.isBroken) await this.#open.say("rollback").catch(() => undefined);
        this.#open = undefined;
      }
      reject(input ?? {}, databaseFailure(thrown, database));
    }
  }

  async commit(): Promise<void> {
    const session = this.#open;
    this.#open = undefined;
    if (session === undefined) return;
    try {
      await session.say(this.#isPreview ? "rollback" : "commit");
    } catch (thrown) {
      throw undoneFailure(thrown, session.dialect.label, this.#uncommitted);
    }
  }

  /** Closing without a commit undoes what is open. */
  async close(): Promise<void> {
    await this.#sessions.close();
  }

  get #isPreview(): boolean {
    return this.#context.mode === "preview";
  }

  async *#answer(
    session: DatabaseSession,
    statement: SqlStatement,
    input: Document | undefined,
  ): AsyncIterable<Emission> {
    const { limits, settings } = this.#context;
    const original = settings.passThrough ? input : undefined;
    const isOwn = await this.#begin(session, statement.text);
    let keys: readonly string[] = [];
    let found = 0;
    const fetchSize = Math.min(session.target.fetchSize, limits.batchSizeMax);
    for await (const part of session.query(statement, fetchSize)) {
      switch (part.kind) {
        case "columns":
          keys = columnKeys(part.columns);
          break;
        case "rows":
          found += part.rows.length;
          yield { view: 0, items: part.rows.map((row) => rowDocument(keys, row, original)) };
          break;
        case "done":
          if (part.updateCount === undefined || keys.length > 0) break;
          found++;
          yield { view: 0, items: [changed(part.updateCount, original)] };
          break;
      }
    }
    if (isOwn) await session.say(this.#isPreview ? "rollback" : "commit");
    else if (this.#open !== undefined) this.#uncommitted++;
    session.forgetTables();
    if (found === 0 && original !== undefined && !settings.ignoreEmptyResult) {
      yield { view: 0, items: [{ original }] };
    }
  }

  /** Begins a transaction where one is due; true when it is for this statement alone. */
  async #begin(session: DatabaseSession, text: string): Promise<boolean> {
    const { settings } = this.#context;
    if (this.#isPreview || settings.queryType === "Read") {
      if (await session.say("beginReadOnly")) return true;
      if (!/^\s*(?:--[^\n]*\n\s*)*SELECT\b(?!.*\bINTO\b)/is.test(text)) {
        throw new DatabaseError(
          "read-only",
          "Only a statement that begins with SELECT, and has no INTO, is known to read.",
        );
      }
      return false;
    }
    const commits =
      settings.autoCommit === "Use account setting"
        ? session.target.autoCommit
        : settings.autoCommit === "True";
    if (commits || this.#open === session) return false;
    await session.say("begin");
    this.#open = session;
    return false;
  }

  /** A validation says of what writes that it was passed over, and goes on. */
  #passesOver(thrown: unknown): boolean {
    if (!this.#isPreview || !(thrown instanceof DatabaseError) || thrown.kind !== "read-only")
      return false;
    this.#context.warn("The statement writes, so a validation does not run it.");
    return true;
  }
}

function changed(count: number, original: Document | undefined): Document {
  const words: Document = { $UPDATE_COUNT: count, Status: count, Message: "Success" };
  return original === undefined ? words : { ...words, original };
}

function undoneFailure(thrown: unknown, database: string, count: number): unknown {
  const failure = databaseFailure(thrown, database);
  if (!(failure instanceof SnapFailure)) return failure;
  return new SnapFailure(
    failure.message,
    `${failure.reason} The statements of ${count} documents before were in the same transaction, since auto commit is off; they are undone.`,
    failure.resolution,
    failure.extra,
  );
}

function noStatement(): SnapFailure {
  return new SnapFailure(
    "There is no SQL to run",
    'Expected a statement in "sqlStatement"; found a blank.',
    "Write one, such as `SELECT * FROM orders WHERE id = $id`.",
  );
}
