import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { Client } from "pg";
import type { ExampleAccount } from "../../../src/engine/define-snap.ts";

export type ServerKind = "postgres" | "mysql";

/** An empty database of its own in the server of this machine, which is started when it is down; dropped at the end. */
export interface TestDatabase extends AsyncDisposable {
  readonly name: string;
  readonly account: ExampleAccount;
  /** Rows by column, as the plain driver gives them. */
  query(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Drops every table. */
  reset(): Promise<void>;
}

export async function createTestDatabase(kind: ServerKind): Promise<TestDatabase> {
  const name = `slipway_${randomBytes(6).toString("hex")}`;
  return kind === "postgres" ? await createPostgres(name) : await createMysql(name);
}

const login = { host: "127.0.0.1" } as const;

async function createPostgres(name: string): Promise<TestDatabase> {
  const user = "postgres";
  const connect = async (database: string): Promise<Client> => {
    const client = new Client({ ...login, user, database });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const admin = await started(() => connect("test"), startPostgres);
  await admin.query(`CREATE DATABASE ${name}`);
  const client = await connect(name);
  return {
    name,
    account: {
      type: "postgres",
      values: {
        hostname: login.host,
        portNumber: 5432,
        databaseName: name,
        username: user,
        sslMode: "disable",
      },
    },
    query: async (text) => (await client.query<Record<string, unknown>>(text)).rows,
    reset: async () => {
      await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    },
    [Symbol.asyncDispose]: async () => {
      await client.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

async function createMysql(name: string): Promise<TestDatabase> {
  const options = { ...login, user: "root", supportBigNumbers: true };
  const client = await started(() => createConnection(options), startMariadb);
  const reset = async (): Promise<void> => {
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    await client.query(`USE ${name}`);
  };
  await reset();
  return {
    name,
    account: {
      type: "mysql",
      values: {
        hostname: login.host,
        portNumber: 3306,
        databaseName: name,
        username: "root",
        sslMode: "disable",
      },
    },
    query: async (text) => {
      const [rows] = await client.query<RowDataPacket[]>(text);
      return Array.isArray(rows) ? rows.map((row) => Object.fromEntries(Object.entries(row))) : [];
    },
    reset,
    [Symbol.asyncDispose]: async () => {
      await client.query(`DROP DATABASE IF EXISTS ${name}`);
      await client.end();
    },
  };
}

/** Connects, and starts the server when that fails. */
async function started<T>(connect: () => Promise<T>, start: string): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await connect();
    } catch (failure) {
      if (tries === 8) throw failure;
      await promisify(execFile)("sh", ["-c", start]).catch(() => undefined);
    }
  }
}

const startPostgres =
  "pg_ctlcluster --skip-systemctl-redirect $(ls /etc/postgresql) main start; sleep 1";
const startMariadb =
  "start-stop-daemon --start --oknodo --background --exec /usr/sbin/mariadbd; sleep 1";
