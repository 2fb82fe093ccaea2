/** How one database calls what another calls otherwise. */
export interface CommonNames {
  readonly text: string;
  readonly bytes: string;
  readonly json: string;
  readonly double: string;
  readonly instant: string;
  readonly dateTime: string;
  readonly boolean: string;
}

/**
 * A type of any of the databases as one of them calls it, for a table that is made like one elsewhere. What has no like
 * becomes text, so that nothing is lost.
 */
export function commonType(type: string, names: CommonNames): string {
  const [, word = "", size = ""] =
    /^([a-z0-9 ]+?)\s*(\(\s*\d+\s*(?:,\s*\d+\s*)?\))?$/i.exec(type.trim()) ?? [];
  switch (word.toLowerCase().replace(/ unsigned$/, "")) {
    case "smallint":
    case "tinyint":
    case "year":
      return "smallint";
    case "integer":
    case "int":
    case "mediumint":
      return "integer";
    case "bigint":
      return "bigint";
    case "numeric":
    case "decimal":
      return `numeric${size}`;
    case "money":
      return "numeric(19,4)";
    case "real":
    case "float":
    case "double":
    case "double precision":
      return names.double;
    case "boolean":
    case "bit":
      return names.boolean;
    case "character varying":
    case "varchar":
    case "nvarchar":
      return size === "" ? names.text : `varchar${size}`;
    case "character":
    case "char":
    case "nchar":
      return size === "" ? names.text : `char${size}`;
    case "date":
      return "date";
    case "time":
    case "time without time zone":
      return "time";
    case "timestamp with time zone":
    case "timestamp":
    case "datetimeoffset":
      return names.instant;
    case "timestamp without time zone":
    case "datetime":
    case "datetime2":
      return names.dateTime;
    case "json":
    case "jsonb":
      return names.json;
    case "bytea":
    case "blob":
    case "longblob":
    case "mediumblob":
    case "varbinary":
    case "binary":
      return names.bytes;
    default:
      return names.text;
  }
}
