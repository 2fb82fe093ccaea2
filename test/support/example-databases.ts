import type { ExampleAccount, SnapDefinition, SnapExample } from "../../src/engine/define-snap.ts";
import {
  createTestDatabase,
  type ServerKind,
  type TestDatabase,
} from "./servers/database-server.ts";

/** The databases of the examples: one for each kind of server, emptied before each example. */
export class ExampleDatabases implements AsyncDisposable {
  readonly #databases = new Map<ServerKind, Promise<TestDatabase>>();

  /** The example with an account that leads to the database it asks for; itself when it asks for none. */
  async prepare(snap: SnapDefinition, example: SnapExample): Promise<SnapExample> {
    if (example.database === undefined) return example;
    const database = await this.#open(snap);
    await database.reset();
    for (const statement of example.database.setup) await database.query(statement);
    return { ...example, account: accountOf(snap, database) };
  }

  async query(
    snap: SnapDefinition,
    text: string,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return await (await this.#open(snap)).query(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const opening of this.#databases.values()) await (await opening)[Symbol.asyncDispose]();
  }

  async #open({ accounts }: SnapDefinition): Promise<TestDatabase> {
    const kind = accounts[0] === "mysql" ? "mysql" : "postgres";
    let opening = this.#databases.get(kind);
    if (opening === undefined) {
      opening = createTestDatabase(kind);
      this.#databases.set(kind, opening);
    }
    return await opening;
  }
}

/** A generic Snap reaches the same database by a URL. */
function accountOf({ accounts }: SnapDefinition, { account, name }: TestDatabase): ExampleAccount {
  if (accounts[0] !== "jdbc") return account;
  const jdbcUrl = `jdbc:postgresql://127.0.0.1:5432/${name}?sslmode=disable`;
  return { type: "jdbc", values: { jdbcUrl, username: "postgres" } };
}
