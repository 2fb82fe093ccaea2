import type { KnownSnapRow } from "./known-snap.ts";

/** Packs of one pattern: part of the class id, beginning of the PyGen name, beginning of the label, version of Select. */
const databases = [
  ["sqlserver", "SQLServer", "SQL Server", 3],
  ["mysql", "MySQL", "MySQL", 3],
  ["postgres", "PostgreSQL", "PostgreSQL", 1],
  ["oracle", "Oracle", "Oracle", 3],
  ["jdbc", "JDBC", "Generic JDBC", 1],
  ["redshift", "Redshift", "Redshift", 3],
  ["snowflake", "Snowflake", "Snowflake", 1],
  ["azuresql", "AzureSQL", "Azure SQL", 1],
] as const;

/** The Snaps that every database pack has. */
export const databaseSnaps: readonly KnownSnapRow[] = databases.flatMap(
  ([id, name, label, selectVersion]): KnownSnapRow[] => [
    [
      `${id}-select`,
      selectVersion,
      `${name}Select`,
      `${label} - Select`,
      "read",
      "d?>d+",
      `Reads rows of a ${label} table.`,
    ],
    [
      `${id}-lookup`,
      id === "sqlserver" ? 3 : 1,
      `${name}Lookup`,
      `${label} - Lookup`,
      "read",
      "d>d+",
      `Finds the row of a ${label} table for each document.`,
    ],
    [
      `${id}-execute`,
      1,
      `${name}Execute`,
      `${label} - Execute`,
      "write",
      "d?>d?",
      `Runs an SQL statement on ${label}.`,
    ],
    [
      `${id}-insert`,
      1,
      `${name}Insert`,
      `${label} - Insert`,
      "write",
      "d>d?",
      `Inserts documents as rows of a ${label} table.`,
    ],
    [
      `${id}-update`,
      1,
      `${name}Update`,
      `${label} - Update`,
      "write",
      "d>d?",
      `Updates rows of a ${label} table.`,
    ],
    [
      `${id}-delete`,
      1,
      `${name}Delete`,
      `${label} - Delete`,
      "write",
      "d?>d?",
      `Deletes rows of a ${label} table.`,
    ],
    [
      `${id}-storedprocedure`,
      1,
      `${name}StoredProcedure`,
      `${label} - Stored Procedure`,
      "write",
      "d?>d+",
      `Calls a stored procedure of ${label}.`,
    ],
  ],
);
