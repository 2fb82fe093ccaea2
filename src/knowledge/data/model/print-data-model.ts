import { stringify } from "yaml";
import type { KeyColumns } from "../data-schema.ts";
import type { DataModel, DataTable } from "./data-model.ts";

/** A data model as YAML that `readDataModel` reads back to the same; what would be the default is left out. */
export function printDataModel(model: DataModel): string {
  const { tables, foreignKeys, eventLogs, ...head } = model;
  return stringify(
    {
      ...head,
      tables: tables.map(printTable),
      ...(foreignKeys.length === 0 ? {} : { foreignKeys: foreignKeys.map(printForeignKey) }),
      ...(eventLogs.length === 0 ? {} : { eventLogs }),
    },
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
}

function printTable(table: DataTable): unknown {
  const { name, source, columns, onlyDeclared, primaryKey, required, keep } = table;
  return {
    name,
    ...(source === undefined ? {} : { source }),
    ...(columns.length === 0 ? {} : { columns }),
    ...(onlyDeclared ? { onlyDeclared } : {}),
    ...(primaryKey.length === 0 ? {} : { primaryKey }),
    ...(required.length === 0 ? {} : { required }),
    ...(keep.length === 0 ? {} : { keep }),
  };
}

function printForeignKey({ parent, child }: { parent: KeyColumns; child: KeyColumns }): unknown {
  const alike = parent.columns.every((column, index) => column === child.columns[index]);
  return alike
    ? { parent: parent.table, child: child.table, columns: parent.columns }
    : { parent, child };
}
