import { createConnection } from "mysql2";
import { throwIfAborted } from "../../../../base/abort.ts";
import type { ConnectContext, DatabaseConnection, DatabaseDriver } from "../database-driver.ts";
import { DatabaseError } from "../database-error.ts";
import type { DatabaseTarget } from "../database-target.ts";
import { endWithRun, socketThroughGuard } from "../socket-through-guard.ts";
import { MysqlConnection } from "./mysql-connection.ts";
import { mysqlDialect } from "./mysql-dialect.ts";
import { mysqlError } from "./mysql-error.ts";

/** MySQL and MariaDB, by `mysql2`. */
export const mysqlDriver: DatabaseDriver = {
  dialect: mysqlDialect,
  connect: async (target, context) => {
    try {
      return await connect(target, target.tls !== "disable", context);
    } catch (failure) {
      const isRefused =
        failure instanceof DatabaseError && failure.code === "HANDSHAKE_NO_SSL_SUPPORT";
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
  const { database, host, password, port, tls, user } = target;
  const connection = createConnection({
    stream: socket,
    host,
    port,
    user,
    password,
    ...(database === "" ? {} : { database }),
    ...(encrypted ? { ssl: { rejectUnauthorized: tls === "verify-full" } } : {}),
    connectTimeout: context.connectTimeoutMs,
    charset: "utf8mb4",
    timezone: "Z",
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    rowsAsArray: true,
    disableEval: true,
    // Nothing on this machine is sent because a server asks for it.
    infileStreamFactory: () => {
      throw new DatabaseError("permission", "The server asks for a file of this machine.");
    },
    flags: ["-LOCAL_FILES"],
  });
  connection.on("error", () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((failure) => (failure === null ? resolve() : reject(failure)));
    });
    const session = new MysqlConnection(connection, () => {
      release();
      socket.destroy();
    });
    for await (const part of session.query({ text: "SET time_zone = '+00:00'", values: [] }, 1))
      void part;
    return session;
  } catch (thrown) {
    release();
    socket.destroy();
    throwIfAborted(context.signal);
    throw mysqlError(thrown);
  }
}
