import { believe } from "../../../../base/believe.ts";
import type { Socket } from "node:net";
import { Client, type ClientConfig } from "pg";
import { throwIfAborted } from "../../../../base/abort.ts";
import { Refusal } from "../../../../base/errors.ts";
import type { ConnectContext, DatabaseConnection, DatabaseDriver } from "../database-driver.ts";
import { DatabaseError } from "../database-error.ts";
import type { DatabaseTarget } from "../database-target.ts";
import { endWithRun, socketThroughGuard } from "../socket-through-guard.ts";
import { PostgresConnection } from "./postgres-connection.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { postgresError } from "./postgres-error.ts";

/** PostgreSQL, and databases that speak its protocol, by `pg`. */
export const postgresDriver: DatabaseDriver = {
  dialect: postgresDialect,
  connect: async (target, context) => {
    try {
      return await connect(target, target.tls !== "disable", context);
    } catch (failure) {
      const isRefused =
        failure instanceof DatabaseError && failure.message.includes("does not support SSL");
      if (target.tls !== "prefer" || !isRefused) throw failure;
      return await connect(target, false, context);
    }
  },
};

async function connect(
  target: DatabaseTarget,
  encrypted: boolean,
  context: ConnectContext,
): Promise<DatabaseConnection> {
  const socket = await socketThroughGuard(target, context);
  const release = endWithRun(context.signal, () => socket.destroy());
  const client = new Client(configOf(target, encrypted, socket, context.connectTimeoutMs));
  // A connection that breaks between two statements is noticed by the next one.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(
      "SET TIME ZONE 'UTC'; SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'",
    );
  } catch (thrown) {
    release();
    socket.destroy();
    throwIfAborted(context.signal);
    if (thrown instanceof Refusal) throw thrown;
    throw postgresError(thrown);
  }
  return new PostgresConnection(client, () => {
    release();
    socket.destroy();
  });
}

function configOf(
  { database, host, password, port, tls, user }: DatabaseTarget,
  encrypted: boolean,
  socket: Socket,
  connectTimeoutMs: number,
): ClientConfig {
  return {
    host,
    port,
    user: user === "" ? "postgres" : user,
    password,
    database: database === "" ? user : database,
    application_name: "slipway",
    connectionTimeoutMillis: connectTimeoutMs,
    stream: () => alreadyConnected(socket),
    ssl: encrypted && { rejectUnauthorized: tls === "verify-full", servername: host },
  };
}

/** The client connects the stream that it is given; this one is connected, and says so when it is asked. */
function alreadyConnected(socket: Socket): Socket {
  return believe<Socket>(
    Object.assign(socket, {
      connect: () => {
        setImmediate(() => socket.emit("connect"));
        return socket;
      },
    }),
  );
}
