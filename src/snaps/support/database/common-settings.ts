import { integer } from "../../../engine/settings/integer.ts";
import { textPerDocument } from "../../../engine/settings/text.ts";

/** What every Snap of a database has. */
export const retrySettings = {
  maxRetryProp: integer({
    help: "How often a connection that fails is tried again.",
    default: 0,
    maximum: 1_000,
  }),
  retryIntervalProp: integer({
    help: "Seconds before it is tried again.",
    default: 1,
    maximum: 86_400,
  }),
};

/** Which table. */
export const tableSettings = {
  schemaName: textPerDocument({ help: "Schema of the table; blank is that of the account." }),
  tableName: textPerDocument({
    help: 'Name of the table, such as `orders`, `"public"."orders"` or `[dbo].[Order Details]`. It is always a name, whatever it holds.',
    required: true,
  }),
};
