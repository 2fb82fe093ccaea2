import { choiceField, numberField, secretField, textField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";

const timeout = { minimum: 1, maximum: 3_600_000, default: 60_000 };

export default defineAccount({
  name: "smtp",
  classIds: [
    "com-snaplogic-snaps-email-smtpaccount",
    "com-snaplogic-snaps-email-emailaccount",
    "com-snaplogic-snaps-email-dynamicsmtpaccount",
  ],
  label: "SMTP",
  summary: "A mail server and the user who sends through it.",
  fields: {
    serverDomain: textField({
      label: "Server domain",
      help: "Name or address of the mail server.",
      required: true,
      aliases: ["host", "hostname", "server"],
    }),
    port: numberField({
      label: "Port",
      help: "Port of the mail server.",
      default: 587,
      minimum: 1,
      maximum: 65_535,
    }),
    secureConnection: choiceField({
      label: "Secure connection",
      help: "`SSL` from the start, `TLS` after a greeting in the clear, or none.",
      options: ["NONE", "SSL", "TLS"],
      default: "TLS",
    }),
    emailId: textField({
      label: "Email ID",
      help: "User who logs in, and who sends where the Snap names no sender.",
      aliases: ["username", "user"],
    }),
    password: secretField({
      label: "Password",
      help: "Password of the user; none to send without a login.",
    }),
    connectionTimeout: numberField({
      ...timeout,
      label: "Connection timeout",
      help: "Milliseconds till the connection stands.",
    }),
    readTimeout: numberField({
      ...timeout,
      label: "Read timeout",
      help: "Milliseconds till the server answers.",
    }),
  },
});
