import { choiceField, secretField, textField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";

export default defineAccount({
  name: "ftp",
  classIds: ["com-snaplogic-snaps-binary-ftpaccount", "com-snaplogic-snaps-binary-ftpsaccount"],
  label: "FTP",
  summary: "A login to an FTP or FTPS server.",
  fields: {
    username: textField({
      label: "Username",
      help: "User who logs in.",
      default: "anonymous",
      aliases: ["user", "userName"],
    }),
    password: secretField({ label: "Password", help: "Password of the user." }),
    security: choiceField({
      label: "Security",
      help: "Whether the connection is encrypted: not at all, after a greeting in the clear, or from its start.",
      options: ["none", "explicit", "implicit"],
      default: "none",
    }),
  },
});
