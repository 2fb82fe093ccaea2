import { printJson } from "../../base/json.ts";
import type { Account } from "../../control/accounts/accounts.ts";
import { columns } from "../columns.ts";

/** An account as the command line shows it: of secrets only whether they are set. */
export function accountLines(account: Account): string {
  const { missing, path, type, usableBy, version } = account;
  const rows = Object.entries(account.values).map(([key, value]) => [key, shown(value)]);
  const lacks = missing.length === 0 ? "" : `It lacks ${missing.join(", ")}.\n`;
  return `${path}\n${type}, version ${version}, for ${usableBy}\n${columns(rows)}${lacks}`;
}

function shown(value: Account["values"][string]): string {
  if (typeof value === "object" && value !== null && "set" in value)
    return value.set ? "(set)" : "(not set)";
  return typeof value === "string" ? value : printJson(value);
}
