import { Connection } from "tedious";
import { throwIfAborted } from "../../../../base/abort.ts";
import { SnapFailure } from "../../../../engine/snap-failure.ts";
import type { ConnectContext, DatabaseConnection, DatabaseDriver } from "../database-driver.ts";
import type { DatabaseTarget } from "../database-target.ts";
import { endWithRun, socketThroughGuard } from "../socket-through-guard.ts";
import { SqlServerConnection } from "./sql-server-connection.ts";
import { sqlServerDialect } from "./sql-server-dialect.ts";
import { sqlServerError } from "./sql-server-error.ts";

/** SQL Server and Azure SQL, by `tedious`. */
export const sqlServerDriver: DatabaseDriver = { dialect: sqlServerDialect, connect };

async function connect(
  target: DatabaseTarget,
  context: ConnectContext,
): Promise<DatabaseConnection> {
  if (target.instance !== "") throw namedInstance(target.instance);
  const socket = await socketThroughGuard(target, context);
  const release = endWithRun(context.signal, () => socket.destroy());
  const connection = new Connection({
    server: target.host,
    authentication: {
      type: "default",
      options: { userName: target.user, password: target.password },
    },
    options: {
      port: target.port,
      ...(target.database === "" ? {} : { database: target.database }),
      encrypt: target.tls !== "disable",
      trustServerCertificate: target.tls !== "verify-full",
      connectTimeout: context.connectTimeoutMs,
      requestTimeout: 0,
      useUTC: true,
      appName: "slipway",
      connector: async () => socket,
    },
  });
  connection.on("error", () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((failure) => (failure === undefined ? resolve() : reject(failure)));
    });
  } catch (thrown) {
    release();
    socket.destroy();
    throwIfAborted(context.signal);
    throw sqlServerError(thrown);
  }
  return new SqlServerConnection(connection, () => {
    release();
    socket.destroy();
  });
}

function namedInstance(instance: string): SnapFailure {
  return new SnapFailure(
    `The named instance "${instance.slice(0, 100)}" cannot be looked up`,
    "The port of a named instance is asked for over UDP, which does not go through the egress guard.",
    "Leave the instance name out, and set the port of the instance as the port of the account.",
  );
}
