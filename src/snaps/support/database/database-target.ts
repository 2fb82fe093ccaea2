import type { BoundAccount } from "../../../engine/accounts.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import jdbcAccount from "../../accounts/jdbc.ts";
import mysqlAccount from "../../accounts/mysql.ts";
import postgresAccount from "../../accounts/postgres.ts";
import sqlServerAccount from "../../accounts/sql-server.ts";
import { type JdbcUrl, readJdbcUrl } from "./jdbc-url.ts";

export type DatabaseKind = "postgres" | "mysql" | "sqlserver";
export type TlsMode = "disable" | "prefer" | "require" | "verify-full";

/** Where a database is, who logs in, and how the account wants to work. */
export interface DatabaseTarget {
  readonly kind: DatabaseKind;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly tls: TlsMode;
  readonly instance: string;
  readonly autoCommit: boolean;
  readonly batchSize: number;
  readonly fetchSize: number;
}

/** Reads an account of one of the database types. Throws what says which part of it is missing. */
export function targetOf(account: BoundAccount): DatabaseTarget {
  const known = postgresAccount.of(account) ?? mysqlAccount.of(account);
  if (known !== undefined) {
    const kind = account.type === "mysql" ? "mysql" : "postgres";
    return complete(account.path, { ...known, kind, tls: known.sslMode, instance: "" });
  }
  const server = sqlServerAccount.of(account);
  if (server !== undefined) {
    const tls = server.SSL_CONNECT ? "verify-full" : "disable";
    return complete(account.path, {
      ...server,
      kind: "sqlserver",
      tls,
      instance: server.instanceName,
    });
  }
  const generic = jdbcAccount.of(account);
  if (generic === undefined) {
    throw new SnapFailure(
      `The account "${account.path}" is none of a database`,
      `It is of the type "${account.type}".`,
      "Name an account of the type postgres, mysql, sqlserver or jdbc.",
    );
  }
  const { kind } = readJdbcUrl(generic.jdbcUrl);
  return complete(account.path, {
    ...generic,
    kind,
    customJdbcUrl: generic.jdbcUrl,
    hostname: "",
    portNumber: defaultPorts[kind],
    databaseName: "",
    tls: kind === "sqlserver" ? "disable" : "prefer",
    instance: "",
  });
}

const defaultPorts: Readonly<Record<DatabaseKind, number>> = {
  postgres: 5432,
  mysql: 3306,
  sqlserver: 1433,
};

interface Fields {
  readonly kind: DatabaseKind;
  readonly customJdbcUrl: string;
  readonly hostname: string;
  readonly portNumber: number;
  readonly databaseName: string;
  readonly username: string;
  readonly password: string;
  readonly tls: TlsMode;
  readonly instance: string;
  readonly autoCommit: boolean;
  readonly batchSize: number;
  readonly fetchSize: number;
  readonly urlProperties: readonly { readonly name: string; readonly value: string }[];
}

/** What the URL says goes before the fields; properties of the account count as those of the URL. */
function complete(path: string, fields: Fields): DatabaseTarget {
  const url: JdbcUrl | undefined =
    fields.customJdbcUrl.trim() === "" ? undefined : readJdbcUrl(fields.customJdbcUrl);
  if (url !== undefined && url.kind !== fields.kind) {
    throw new SnapFailure(
      `The URL of the account "${path}" is of another database`,
      `The account is for ${fields.kind}; its URL begins like one for ${url.kind}.`,
      "Correct the URL, or use an account of the other type.",
    );
  }
  const properties = new Map(url?.properties);
  for (const { name, value } of fields.urlProperties) properties.set(name.toLowerCase(), value);
  const host = url?.host ?? fields.hostname.trim();
  if (host === "") {
    throw new SnapFailure(
      `The account "${path}" names no server`,
      "Neither its `hostname` nor a JDBC URL says where the database is.",
      "Set the hostname of the account.",
    );
  }
  return {
    kind: fields.kind,
    host,
    port: url?.port ?? fields.portNumber,
    database: url?.database ?? fields.databaseName,
    user: fields.username === "" ? (properties.get("user") ?? "") : fields.username,
    password: fields.password === "" ? (properties.get("password") ?? "") : fields.password,
    tls: tlsOf(properties) ?? fields.tls,
    instance: url?.instance ?? fields.instance,
    autoCommit: fields.autoCommit,
    batchSize: fields.batchSize,
    fetchSize: fields.fetchSize,
  };
}

/** `sslmode`, `useSSL`, `ssl` and `encrypt`, as the drivers of the platform spell it. */
function tlsOf(properties: ReadonlyMap<string, string>): TlsMode | undefined {
  switch (properties.get("sslmode")?.toLowerCase()) {
    case "disable":
    case "disabled":
      return "disable";
    case "allow":
    case "prefer":
    case "preferred":
      return "prefer";
    case "require":
    case "required":
    case "trust":
      return "require";
    case "verify-ca":
    case "verify_ca":
    case "verify-full":
    case "verify_identity":
      return "verify-full";
    default:
  }
  if (properties.get("trustservercertificate")?.toLowerCase() === "true") return "require";
  const flag = properties.get("usessl") ?? properties.get("ssl") ?? properties.get("encrypt");
  if (flag === undefined) return undefined;
  return flag.toLowerCase() === "true" ? "verify-full" : "disable";
}
