import { choiceField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";
import {
  connectionFields,
  noServer,
  urlField,
  workFields,
} from "../support/accounts/database-fields.ts";

export default defineAccount({
  name: "mysql",
  classIds: [
    "com-snaplogic-snap-api-sql-accounts-mysqldatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-dynamicmysqldatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-mariadbdatabaseaccount",
  ],
  label: "MySQL",
  summary: "A login to a MySQL or MariaDB database.",
  fields: {
    ...connectionFields(3306),
    ...urlField,
    sslMode: choiceField({
      label: "SSL mode",
      help: "Whether the connection is encrypted, and whether the certificate is checked.",
      options: ["disable", "prefer", "require", "verify-full"],
      default: "prefer",
    }),
    ...workFields,
  },
  check: noServer,
  // Read when it is needed: the drivers read accounts of this type themselves.
  test: async (values, context) => {
    const { logIn } = await import("../support/database/log-in.ts");
    await logIn("mysql", values, context);
  },
});
