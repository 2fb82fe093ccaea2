import type { DatabaseDriver } from "./database-driver.ts";
import type { DatabaseKind } from "./database-target.ts";
import { mysqlDriver } from "./mysql/mysql-driver.ts";
import { postgresDriver } from "./postgres/postgres-driver.ts";
import { sqlServerDriver } from "./sqlserver/sql-server-driver.ts";
import type { SqlSyntax } from "./sql-syntax.ts";

export const drivers: Readonly<Record<DatabaseKind, DatabaseDriver>> = {
  postgres: postgresDriver,
  mysql: mysqlDriver,
  sqlserver: sqlServerDriver,
};

/** A pack of Snaps for one database, or for all of them by the URL of the account. */
export interface DatabasePack {
  /** Part of the class ids: `com-snaplogic-snaps-<id>-select`. */
  readonly id: string;
  /** Beginning of the class names in PyGen. */
  readonly name: string;
  /** Beginning of the labels, as in the Designer. */
  readonly label: string;
  readonly selectVersion: number;
  readonly lookupVersion: number;
  /** Names of the account types it takes. */
  readonly accounts: readonly string[];
  readonly syntax: SqlSyntax;
  /** What to know of this pack, for the documentation. */
  readonly note: string;
}

export const postgresPack: DatabasePack = {
  id: "postgres",
  name: "PostgreSQL",
  label: "PostgreSQL",
  selectVersion: 1,
  lookupVersion: 1,
  accounts: ["postgres"],
  syntax: postgresDriver.dialect.syntax,
  note: "",
};

export const mysqlPack: DatabasePack = {
  id: "mysql",
  name: "MySQL",
  label: "MySQL",
  selectVersion: 3,
  lookupVersion: 1,
  accounts: ["mysql"],
  syntax: mysqlDriver.dialect.syntax,
  note: "Works with MariaDB as well.",
};

export const sqlServerPack: DatabasePack = {
  id: "sqlserver",
  name: "SQLServer",
  label: "SQL Server",
  selectVersion: 3,
  lookupVersion: 3,
  accounts: ["sqlserver"],
  syntax: sqlServerDriver.dialect.syntax,
  note: "Its SQL and its types are tested, but not against a server: there was none to test with.",
};

export const jdbcPack: DatabasePack = {
  id: "jdbc",
  name: "JDBC",
  label: "Generic JDBC",
  selectVersion: 1,
  lookupVersion: 1,
  accounts: ["jdbc"],
  syntax: { ...postgresDriver.dialect.syntax, dollarQuotes: true },
  note: "The URL of the account says which database it is: `jdbc:postgresql:`, `jdbc:mysql:`, `jdbc:mariadb:` or `jdbc:sqlserver:`. For others there is no driver here.",
};
