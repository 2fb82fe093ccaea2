import { didYouMean } from "../../../base/nearest.ts";
import { type YamlFile, type YamlFinding, yamlFinding } from "../../yaml/yaml-finding.ts";
import { type PathStep, spanAt, type YamlTree } from "../../yaml/yaml-tree.ts";
import type { DataModel, DataTable } from "./data-model.ts";
import type { RawDataModel } from "./data-model-schema.ts";

/** What refers to a table or to another part of the model, held against what there is. */
export function checkReferences(
  raw: RawDataModel,
  model: DataModel,
  tree: YamlTree,
  file: YamlFile,
): readonly YamlFinding[] {
  const findings: YamlFinding[] = [];
  const report = (path: readonly PathStep[], words: Words): void => {
    findings.push(
      yamlFinding(file, { span: spanAt(tree, path), pointer: path.join("."), ...words }),
    );
  };
  const tableNames = model.tables.map((table) => table.name);
  const known = (table: string, path: readonly PathStep[]): void => {
    if (!tableNames.includes(table)) report(path, unknownTable(table, tableNames));
  };
  for (const [index, table] of model.tables.entries()) {
    const path = ["tables", index];
    const twin = tableNames.slice(0, index).find((name) => sameName(name, table.name));
    if (twin !== undefined) report([...path, "name"], takenName(table.name, twin));
    checkTable(table, model, path, report);
  }
  for (const [index, key] of raw.foreignKeys.entries()) {
    const path = ["foreignKeys", index];
    const { parent, child } = model.foreignKeys[index] ?? { parent: undefined, child: undefined };
    if (parent === undefined || child === undefined) continue;
    known(parent.table, [...path, "parent"]);
    known(child.table, [...path, "child"]);
    const twice = key.columns !== undefined && typeof key.parent !== "string";
    if (twice || parent.columns.length === 0 || parent.columns.length !== child.columns.length) {
      report(path, keyColumns);
    }
    if (parent.table === child.table) report(path, ownParent(parent.table));
  }
  for (const [index, log] of model.eventLogs.entries()) {
    const path = ["eventLogs", index];
    known(log.activityTable, [...path, "activityTable"]);
    const twin = model.eventLogs.slice(0, index).some(({ id }) => id === log.id);
    if (twin) report([...path, "id"], takenName(log.id, log.id));
    if (log.caseTable === undefined) continue;
    known(log.caseTable, [...path, "caseTable"]);
    const joined = model.foreignKeys.some(
      ({ parent, child }) =>
        parent.table === log.caseTable &&
        child.table === log.activityTable &&
        child.columns.includes(log.caseColumn),
    );
    if (!joined)
      report([...path, "caseTable"], notJoined(log.caseTable, log.activityTable, log.caseColumn));
  }
  return findings;
}

type Report = (path: readonly PathStep[], words: Words) => void;

function checkTable(
  table: DataTable,
  model: DataModel,
  path: readonly PathStep[],
  report: Report,
): void {
  const { source } = table;
  if (model.warehouse !== undefined && source !== undefined) {
    report([...path, "source"], sourceAndWarehouse);
  }
  if (model.warehouse === undefined && source === undefined) report(path, noSource(table.name));
  for (const [index, column] of table.columns.entries()) {
    const before = table.columns.slice(0, index);
    if (before.some(({ name }) => name === column.name)) {
      report([...path, "columns", index, "name"], takenName(column.name, column.name));
    }
    if (column.format !== undefined && (column.type ?? "DATE") !== "DATE") {
      report([...path, "columns", index, "format"], formatOfOther(column.type ?? "DATE"));
    }
  }
  const changes =
    table.required.length > 0 ||
    table.keep.length > 0 ||
    table.columns.some(
      ({ rename, type, format, decimal }) => (rename ?? type ?? format ?? decimal) !== undefined,
    );
  if (model.warehouse !== undefined && changes) report(path, changesAndWarehouse);
  if (
    source?.kind === "postgres" &&
    (source.table === undefined) === (source.query === undefined)
  ) {
    report([...path, "source"], tableOrQuery);
  }
  const needsType = source?.kind === "ocel2-json" || source?.kind === "ocel2-sqlite";
  if (needsType && leadContents.includes(source.content) && source.type === undefined) {
    report([...path, "source"], noLeadType(source.content));
  }
  if (source?.kind !== "cases") return;
  const of = model.tables.find(({ name }) => name === source.of);
  if (of === undefined) {
    report(
      [...path, "source", "of"],
      unknownTable(
        source.of,
        model.tables.map(({ name }) => name),
      ),
    );
  } else if (of.source?.kind === "cases") {
    report([...path, "source", "of"], casesOfCases(source.of));
  }
}

const leadContents: readonly string[] = ["activities", "cases"];

/** Databases do not tell `Orders` from `orders`. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

interface Words {
  readonly code: string;
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
}

function unknownTable(table: string, known: readonly string[]): Words {
  return {
    code: "unknown-table",
    error: `There is no table \`${table}\`.`,
    reason: `Expected one of ${known.map((name) => `\`${name}\``).join(", ")}; found \`${table}\`.`,
    resolution:
      didYouMean(table, known) || "Name one of these, or declare the table under `tables`.",
  };
}

function takenName(name: string, twin: string): Words {
  return {
    code: "duplicate-name",
    error: `The name \`${name}\` is taken.`,
    reason:
      name === twin
        ? "Expected each name once; found it twice."
        : `Expected names that differ by more than capitals; found \`${twin}\` too.`,
    resolution: "Rename one of the two.",
  };
}

const keyColumns: Words = {
  code: "key-columns",
  error: "The foreign key does not say which columns correspond.",
  reason: "Expected as many columns of the parent as of the child.",
  resolution:
    "Write `columns: [CASE_ID]` where they have the same names, else `parent: {table: ORDERS, columns: [ID]}` and `child: {table: ITEMS, columns: [ORDER_ID]}`.",
};

function ownParent(table: string): Words {
  return {
    code: "own-parent",
    error: `\`${table}\` cannot be its own parent.`,
    reason: "Expected two tables; found the same one twice.",
    resolution: "Declare the table a second time under another name and join that.",
  };
}

function notJoined(caseTable: string, activityTable: string, column: string): Words {
  return {
    code: "cases-not-joined",
    error: `\`${caseTable}\` is not joined to \`${activityTable}\`.`,
    reason: `Expected a foreign key from \`${caseTable}\` to \`${activityTable}\` by its case column \`${column}\`; found none.`,
    resolution: `Add to \`foreignKeys\`: {parent: {table: ${caseTable}, columns: [its key]}, child: {table: ${activityTable}, columns: [${column}]}}.`,
  };
}

const sourceAndWarehouse: Words = {
  code: "source-and-warehouse",
  error: "A table of a warehouse has no source.",
  reason: "Expected tables that stay in the warehouse; found a `source` to load from.",
  resolution: "Remove `source`, or remove `warehouse` from the data model.",
};

const changesAndWarehouse: Words = {
  code: "changes-and-warehouse",
  error: "A table of a warehouse is asked as it is.",
  reason:
    "Expected no `required`, `keep`, `rename`, `type`, `format` or `decimal`; they are for rows that are loaded.",
  resolution: "Make a view in the warehouse that has the columns and rows as they should be.",
};

function noSource(table: string): Words {
  return {
    code: "missing-key",
    error: `\`${table}\` has no source.`,
    reason: "Expected `source` that says where its rows come from; found none.",
    resolution: "Add for example `source: {kind: csv, file: data/orders.csv}`.",
  };
}

function formatOfOther(type: string): Words {
  return {
    code: "format-of-date",
    error: "Only a DATE has a format.",
    reason: `Expected \`type: DATE\`; found \`${type}\`.`,
    resolution: "Remove `format`, or make it a DATE.",
  };
}

const tableOrQuery: Words = {
  code: "table-or-query",
  error: "It is not clear what to read from PostgreSQL.",
  reason: "Expected either `table` or `query`; found both or none.",
  resolution: "Keep one of the two.",
};

function noLeadType(content: string): Words {
  return {
    code: "missing-key",
    error: "The lead object type is missing.",
    reason: `Expected \`type\`, the object type whose objects are the cases of \`${content}\`; found none.`,
    resolution: "Add `type:` with an object type of the log, such as `order`.",
  };
}

function casesOfCases(table: string): Words {
  return {
    code: "cases-of-cases",
    error: `\`${table}\` has no cases itself.`,
    reason: "Expected an activity table with a source of its own; found a table of cases.",
    resolution: "Name the activity table in `of`.",
  };
}
