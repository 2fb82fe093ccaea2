import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { DatabaseKind } from "./database-target.ts";

/** What a JDBC URL says; undefined where it says nothing. */
export interface JdbcUrl {
  readonly kind: DatabaseKind;
  readonly host: string;
  readonly port: number | undefined;
  readonly database: string | undefined;
  /** Named instance of an SQL Server. */
  readonly instance: string | undefined;
  /** By name in lower case. */
  readonly properties: ReadonlyMap<string, string>;
}

const kinds: Readonly<Record<string, DatabaseKind>> = {
  postgresql: "postgres",
  postgres: "postgres",
  redshift: "postgres",
  mysql: "mysql",
  mariadb: "mysql",
  sqlserver: "sqlserver",
};

/**
 * Reads `jdbc:postgresql://host:5432/db?a=b`, `jdbc:mysql://…`, `jdbc:mariadb://…` and
 * `jdbc:sqlserver://host\instance:1433;databaseName=db`. The words of a failure hold nothing of the URL but its scheme,
 * since passwords stand in URLs.
 */
export function readJdbcUrl(text: string): JdbcUrl {
  const trimmed = text.trim();
  const scheme = /^(?:jdbc:)?([a-z][a-z0-9+.-]*):/i.exec(trimmed);
  const kind = kinds[scheme?.[1]?.toLowerCase() ?? ""];
  if (scheme === null || kind === undefined) throw unknownScheme(scheme?.[1] ?? "");
  const rest = trimmed.slice(scheme[0].length);
  return kind === "sqlserver" ? readSqlServer(rest) : readOther(kind, rest);
}

function readSqlServer(rest: string): JdbcUrl {
  const [server = "", ...pairs] = rest.replace(/^\/\//, "").split(";");
  const match = /^([^\\:/]*)(?:\\([^:]*))?(?::(\d{1,5}))?$/.exec(server.trim());
  const properties = propertiesOf(pairs);
  const host = match?.[1] || properties.get("servername") || "";
  if (match === null || host === "") throw badUrl("jdbc:sqlserver://host:1433;databaseName=shop");
  return {
    kind: "sqlserver",
    host,
    port: portOf(match[3] ?? properties.get("portnumber") ?? properties.get("port")),
    instance: match[2] ?? properties.get("instancename"),
    database: properties.get("databasename") ?? properties.get("database"),
    properties,
  };
}

function readOther(kind: DatabaseKind, rest: string): JdbcUrl {
  const match =
    /^\/\/(\[[0-9a-f:.]+\]|[^:/?#@,\s]+)(?::(\d{1,5}))?(?:\/([^?]*))?(?:\?(.*))?$/i.exec(rest);
  const [, host = "", port, database, query = ""] = match ?? [];
  if (match === null)
    throw badUrl(
      kind === "mysql" ? "jdbc:mysql://host:3306/shop" : "jdbc:postgresql://host:5432/shop",
    );
  return {
    kind,
    host: host.replace(/^\[(.*)\]$/, "$1"),
    port: portOf(port),
    database: database === undefined || database === "" ? undefined : decoded(database),
    instance: undefined,
    properties: propertiesOf(query.split("&").map(decoded)),
  };
}

function propertiesOf(pairs: readonly string[]): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at > 0) properties.set(pair.slice(0, at).trim().toLowerCase(), pair.slice(at + 1).trim());
  }
  return properties;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw badUrl("jdbc:postgresql://host:5432/shop");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unknownScheme(scheme: string): SnapFailure {
  return new SnapFailure(
    scheme === ""
      ? "The JDBC URL cannot be read"
      : `There is no driver for \`jdbc:${scheme.slice(0, 40)}:\` here`,
    "Expected a URL that begins with `jdbc:postgresql:`, `jdbc:mysql:`, `jdbc:mariadb:` or `jdbc:sqlserver:`.",
    "Use one of these databases; for another there is no driver in this build.",
  );
}

function badUrl(example: string): SnapFailure {
  return new SnapFailure(
    "The JDBC URL of the account cannot be read",
    `Expected a URL such as \`${example}\`.`,
    "Correct the URL in the account.",
  );
}
