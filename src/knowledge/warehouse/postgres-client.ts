import { Client } from "pg";
import { asError, throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";

/** Every value as the text that PostgreSQL sends. */
const textTypes = { getTypeParser: () => (text: string) => text };

export interface PostgresOptions {
  /** Name of the connection, for messages; never its address. */
  readonly name: string;
  readonly url: string;
  readonly statementTimeoutMs: number;
  /** Where tables are whose schema a statement does not say; what the server says when absent. */
  readonly schema?: string;
}

/** Connects for reading; times are in UTC and written as ISO 8601. */
export async function connectPostgres(
  { name, url, statementTimeoutMs, schema }: PostgresOptions,
  signal: AbortSignal,
): Promise<Client> {
  throwIfAborted(signal);
  const client = new Client({
    connectionString: url,
    types: textTypes,
    application_name: "slipway",
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
  });
  // A connection that breaks between questions is noticed by the next one.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(settings);
    if (schema !== undefined) {
      const quoted = `"${schema.replaceAll('"', '""')}"`;
      await client.query("SELECT set_config('search_path', $1, false)", [quoted]);
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw explainPostgresError(name, asError(error));
  }
  return client;
}

const connectTimeoutMs = 10_000;

/** Set once connected, since `options` of a URL would take their place. */
const settings =
  "SET default_transaction_read_only = on; SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'";

/**
 * Asks the server to stop what a client runs, over a connection of its own, as the protocol wants it. Resolves when the
 * server was told.
 */
export async function cancelPostgres(client: Client, options: PostgresOptions): Promise<void> {
  const pid: unknown = Reflect.get(client, "processID");
  const other = await connectPostgres(options, new AbortController().signal);
  try {
    await other.query("SELECT pg_cancel_backend($1::int)", [Number(pid)]);
  } finally {
    await other.end();
  }
}

/** What PostgreSQL says, as a refusal without addresses and without values; errors in the SQL itself stay bugs. */
export function explainPostgresError(name: string, error: Error): Error {
  if (error instanceof Refusal) return error;
  const code = "code" in error ? String(error.code) : "";
  switch (code.slice(0, 2)) {
    case "22":
      return new Refusal(
        "invalid-content",
        "The formula cannot be computed",
        "A value does not fit: a text that is no number or date, a division by zero, or a result beyond its range.",
        "Convert only values that fit: test them with CASE WHEN, or filter the others out.",
      );
    case "28":
      return unavailable(name, "It refuses the user or the password.");
    case "3D":
      return unavailable(name, "It has no such database.");
    case "53":
      return unavailable(name, "It has no room for more connections, memory or disk.");
    case "57":
      return code === "57014"
        ? new Refusal(
            "timeout",
            "The question took too long",
            "PostgreSQL stopped it after the time that `warehouseQueryTimeoutMs` allows.",
            "Ask about fewer rows: filter, or group by fewer attributes.",
          )
        : unavailable(name, "It is being stopped.");
    case "08":
      return unavailable(name, "The connection broke.");
    default:
      return /^E[A-Z]+$/.test(code) ||
        /terminated|timeout expired|not queryable/.test(error.message)
        ? unavailable(name, "It cannot be reached.")
        : error;
  }
}

function unavailable(name: string, reason: string): Refusal {
  return new Refusal(
    "unavailable",
    `The database behind the connection "${name}" does not answer`,
    reason,
    "Check the connection, and try again.",
  );
}
