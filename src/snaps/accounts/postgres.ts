import { choiceField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";
import {
  connectionFields,
  noServer,
  urlField,
  workFields,
} from "../support/accounts/database-fields.ts";

export default defineAccount({
  name: "postgres",
  classIds: [
    "com-snaplogic-snap-api-sql-accounts-postgresdatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-postgresqldatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-dynamicpostgresdatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-redshiftdatabaseaccount",
  ],
  label: "PostgreSQL",
  summary: "A login to a PostgreSQL database, or to one that speaks its protocol.",
  fields: {
    ...connectionFields(5432),
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
    await logIn("postgres", values, context);
  },
});
