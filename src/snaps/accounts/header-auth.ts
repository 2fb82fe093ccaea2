import { propertiesField, secretField, textField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";

export default defineAccount({
  name: "header",
  classIds: [
    "com-snaplogic-snaps-apisuite-accounts-headerauthaccount",
    "com-snaplogic-snaps-apisuite-accounts-apikeyaccount",
    "com-snaplogic-snaps-rest-apikeyaccount",
  ],
  label: "Header Auth",
  summary: "A key or token that is sent in a header of each request.",
  fields: {
    headerKey: textField({
      label: "Header",
      help: "Name of the header.",
      default: "Authorization",
      aliases: ["key", "headerName", "header_key"],
    }),
    headerValue: secretField({
      label: "Value",
      help: "The whole value of the header, such as `Bearer …`.",
      aliases: ["value", "apiKey", "token", "header_value"],
    }),
    additionalHeaders: propertiesField({
      label: "Further headers",
      help: "Further headers that carry keys.",
      columns: ["headerKey", "headerValue"],
      aliases: ["headers", "authHeaders"],
    }),
  },
  check: ({ headerValue, additionalHeaders }) =>
    headerValue === "" && additionalHeaders.length === 0 ? "`headerValue` must be set." : undefined,
});
