import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** The server of this machine, or the one that the environment names. */
export const postgresUrl =
  process.env["SLIPWAY_TEST_POSTGRES"] ?? "postgres://postgres@127.0.0.1:5432/test";

/** A schema of its own in a PostgreSQL that runs, filled by the statements; it goes with the test. */
export class PostgresForTests implements AsyncDisposable {
  readonly schema: string;
  readonly #client: Client;

  static async create(...statements: readonly string[]): Promise<PostgresForTests> {
    const client = await connected();
    const made = new PostgresForTests(client, `slipway_${randomBytes(6).toString("hex")}`);
    await client.query(`CREATE SCHEMA ${made.schema}`);
    await client.query(`SET search_path = ${made.schema}`);
    for (const statement of statements) await client.query(statement);
    return made;
  }

  private constructor(client: Client, schema: string) {
    this.#client = client;
    this.schema = schema;
  }

  /** Asks beside the tested connections. */
  async query(text: string): Promise<readonly unknown[]> {
    return (await this.#client.query(text)).rows;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.query(`DROP SCHEMA ${this.schema} CASCADE`);
    await this.#client.end();
  }
}

/** Starts the server of the machine when it does not run. */
async function connected(): Promise<Client> {
  for (let tries = 0; ; tries++) {
    const client = new Client({ connectionString: postgresUrl });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (tries === 5) throw error;
      await promisify(execFile)("sh", ["-c", startPostgres]).catch(() => undefined);
    }
  }
}

const startPostgres =
  "pg_ctlcluster --skip-systemctl-redirect $(ls /etc/postgresql) main start; sleep 1";
