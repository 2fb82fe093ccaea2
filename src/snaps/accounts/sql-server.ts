import { flagField, textField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";
import {
  connectionFields,
  noServer,
  urlField,
  workFields,
} from "../support/accounts/database-fields.ts";

export default defineAccount({
  name: "sqlserver",
  classIds: [
    "com-snaplogic-snap-api-sql-accounts-sqlserverdatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-dynamicsqlserverdatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-azuresqldatabaseaccount",
  ],
  label: "SQL Server",
  summary: "A login to a Microsoft SQL Server or Azure SQL database.",
  fields: {
    ...connectionFields(1433),
    ...urlField,
    instanceName: textField({
      label: "Instance name",
      help: "Named instance of the server; the port is then not used.",
    }),
    SSL_CONNECT: flagField({
      label: "SSL connection",
      help: "Encrypts the connection, and checks the certificate.",
      default: false,
      aliases: ["encrypt"],
    }),
    ...workFields,
  },
  check: noServer,
  // Read when it is needed: the drivers read accounts of this type themselves.
  test: async (values, context) => {
    const { logIn } = await import("../support/database/log-in.ts");
    await logIn("sqlserver", values, context);
  },
});
