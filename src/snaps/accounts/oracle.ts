import { choiceField, flagField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";
import {
  connectionFields,
  noServer,
  urlField,
  workFields,
} from "../support/accounts/database-fields.ts";

export default defineAccount({
  name: "oracle",
  classIds: [
    "com-snaplogic-snap-api-sql-accounts-oraclethindatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-oracledatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-dynamicoraclethindatabaseaccount",
  ],
  label: "Oracle",
  summary: "A login to an Oracle database.",
  fields: {
    ...connectionFields(1521),
    ...urlField,
    DATABASE_SPECIFIER_TYPE: choiceField({
      label: "Database specifier type",
      help: "What the database name is.",
      options: ["Service name", "SID"],
      default: "Service name",
    }),
    SSL_CONNECT: flagField({
      label: "SSL connection",
      help: "Encrypts the connection.",
      default: false,
    }),
    ...workFields,
  },
  check: noServer,
});
