import { secretField, textField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";
import { workFields } from "../support/accounts/database-fields.ts";

export default defineAccount({
  name: "jdbc",
  classIds: [
    "com-snaplogic-snaps-jdbc-jdbcdatabaseaccount",
    "com-snaplogic-snap-api-sql-accounts-genericdatabaseaccount",
  ],
  label: "Generic JDBC",
  summary: "A login to any database that its JDBC URL names.",
  fields: {
    jdbcUrl: textField({
      label: "JDBC URL",
      help: "Such as `jdbc:postgresql://db.example.com:5432/shop`; the scheme says which database it is.",
      required: true,
      aliases: ["customJdbcUrl"],
    }),
    username: textField({ label: "Username", help: "User who logs in.", aliases: ["user"] }),
    password: secretField({ label: "Password", help: "Password of the user." }),
    testQuery: textField({
      label: "Test query",
      help: "Statement that a test of the account runs.",
    }),
    ...workFields,
  },
  // Read when it is needed: the drivers read accounts of this type themselves.
  test: async (values, context) => {
    const { logIn } = await import("../support/database/log-in.ts");
    await logIn("jdbc", values, context);
  },
});
