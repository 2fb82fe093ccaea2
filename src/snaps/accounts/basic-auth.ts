import { secretField, textField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";

export default defineAccount({
  name: "basic",
  classIds: [
    "com-snaplogic-snaps-rest-basicauthaccount",
    "com-snaplogic-snaps-rest-restbasicauthaccount",
    "com-snaplogic-snaps-apisuite-accounts-httpbasicauthaccount",
    "com-snaplogic-snaps-apisuite-accounts-basicauthaccount",
    "com-snaplogic-snaps-binary-basicauthaccount",
    "com-snaplogic-snaps-soap-basicauthaccount",
  ],
  label: "Basic Auth",
  summary: "A user name and password, for HTTP Basic authorization and for file servers.",
  fields: {
    username: textField({
      label: "Username",
      help: "User who logs in.",
      required: true,
      aliases: ["user", "userName"],
    }),
    password: secretField({ label: "Password", help: "Password of the user." }),
  },
});
