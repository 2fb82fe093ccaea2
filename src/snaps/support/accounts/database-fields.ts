import {
  flagField,
  numberField,
  propertiesField,
  secretField,
  textField,
} from "../../../engine/account-fields.ts";

/** Where a database is, and who logs in. */
export function connectionFields(port: number) {
  return {
    hostname: textField({
      label: "Hostname",
      help: "Name or address of the server.",
      aliases: ["host", "endpoint"],
    }),
    portNumber: numberField({
      label: "Port number",
      help: "Port of the server.",
      default: port,
      minimum: 1,
      maximum: 65_535,
      aliases: ["port"],
    }),
    databaseName: textField({
      label: "Database name",
      help: "Database to work in.",
      aliases: ["database"],
    }),
    username: textField({ label: "Username", help: "User who logs in.", aliases: ["user"] }),
    password: secretField({ label: "Password", help: "Password of the user." }),
  };
}

/** How every database account works. */
export const workFields = {
  urlProperties: propertiesField({
    label: "Url properties",
    help: "Properties of the JDBC URL; those that mean something to the driver here are used.",
    columns: ["urlPropertyName", "urlPropertyValue"],
  }),
  autoCommit: flagField({
    label: "Auto commit",
    help: "Commits each batch; off, a Snap commits once at its end.",
    default: true,
  }),
  batchSize: numberField({
    label: "Batch size",
    help: "Rows of one statement that writes.",
    default: 50,
    minimum: 1,
    maximum: 100_000,
  }),
  fetchSize: numberField({
    label: "Fetch size",
    help: "Rows fetched at once by a statement that reads.",
    default: 100,
    minimum: 1,
    maximum: 100_000,
  }),
  maxPoolSize: numberField({
    label: "Max pool size",
    help: "Connections of one run to this account at once.",
    default: 50,
    minimum: 1,
    maximum: 1_000,
  }),
  checkoutTimeout: numberField({
    label: "Checkout timeout",
    help: "Milliseconds to wait for a connection; 0 waits without end.",
    default: 10_000,
    minimum: 0,
    maximum: 3_600_000,
  }),
};

/** For accounts that may carry a JDBC URL in place of host, port and database. */
export const urlField = {
  customJdbcUrl: textField({
    label: "Custom JDBC URL",
    help: "In place of host, port and database, such as `jdbc:postgresql://db.example.com/shop`.",
    aliases: ["jdbcUrl"],
  }),
};

/** One sentence when neither a host nor a URL says where the database is. */
export function noServer(values: { readonly hostname: string; readonly customJdbcUrl: string }) {
  return values.hostname === "" && values.customJdbcUrl === ""
    ? "`hostname` or `customJdbcUrl` must say where the server is."
    : undefined;
}
