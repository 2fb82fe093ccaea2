import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { defaultLimits } from "../../../base/limits.ts";
import { PostgresWarehouse } from "../../warehouse/postgres-warehouse.ts";

const address = "postgres://postgres@127.0.0.1:5432/test";

/** The PostgreSQL of this machine, started when it is down, with a schema of its own; undefined when there is none. */
export async function postgresForTests(): Promise<PostgresForTests | undefined> {
  const client = (await connected()) ?? ((await started()) ? await connected() : undefined);
  return client === undefined ? undefined : new PostgresForTests(client);
}

export class PostgresForTests implements AsyncDisposable {
  private readonly client: Client;
  private readonly schema = `pql_${process.pid}`;

  constructor(client: Client) {
    this.client = client;
  }

  /** A warehouse over nothing but what the statements make. */
  async load(statements: readonly string[]): Promise<PostgresWarehouse> {
    await this.clear();
    await this.client.query(`CREATE SCHEMA ${this.schema}`);
    await this.client.query(`SET search_path TO ${this.schema}`);
    for (const statement of statements) {
      await this.client.query(statement.replaceAll(/ DOUBLE(?=[,)])/g, " DOUBLE PRECISION"));
    }
    const url = `${address}?options=${encodeURIComponent(`-c search_path=${this.schema}`)}`;
    return new PostgresWarehouse({ name: "test", url, limits: defaultLimits });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clear();
    await this.client.end();
  }

  private async clear(): Promise<void> {
    await this.client.query(`DROP SCHEMA IF EXISTS ${this.schema} CASCADE`);
  }
}

async function connected(): Promise<Client | undefined> {
  const client = new Client({ connectionString: address });
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
}

/** Starts the cluster of a Debian machine; false when there is none. */
async function started(): Promise<boolean> {
  try {
    const [version = ""] = await readdir("/etc/postgresql");
    await promisify(execFile)("pg_ctlcluster", [
      "--skip-systemctl-redirect",
      version,
      "main",
      "start",
    ]);
    return true;
  } catch {
    return false;
  }
}
