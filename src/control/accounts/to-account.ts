import { believe } from "../../base/believe.ts";
import { setOwn } from "../../base/json.ts";
import type { AccountValue } from "../../engine/account-fields.ts";
import type { KeptValues } from "../../engine/define-account.ts";
import type { AccountsTable } from "../../store/accounts-table.ts";
import type { Project } from "../orgs/orgs.ts";
import { accountType } from "./account-types.ts";
import type { Account, SecretState } from "./accounts.ts";
import { missingFields } from "./check-values.ts";

/** A row as callers see it: of secrets only whether they are set. */
export function toAccount(project: Project, row: AccountsTable): Account {
  const type = accountType(row.type);
  const settings = settingsOf(row);
  const secrets = secretKeysOf(row);
  const values: Record<string, AccountValue | SecretState> = {};
  for (const [key, { shape }] of Object.entries(type?.fields ?? {})) {
    if (shape.secret) setOwn(values, key, { set: secrets.includes(key) });
    else setOwn(values, key, settings[key] ?? shape.default);
  }
  const set = new Set([...Object.keys(settings), ...secrets]);
  return {
    id: row.id,
    name: row.name,
    path: `${project.path}/${row.name}`,
    org: project.org,
    projectPath: project.projectPath,
    type: row.type,
    ...(row.class_id === null ? {} : { classId: row.class_id }),
    values,
    missing: type === undefined ? [] : missingFields(type, set),
    usableBy: row.usable_by,
    version: row.version,
    createdBy: row.created_by,
    createdMs: row.created_ms,
    updatedBy: row.updated_by,
    updatedMs: row.updated_ms,
  };
}

export function settingsOf(row: Pick<AccountsTable, "settings">): KeptValues {
  return believe<KeptValues>(JSON.parse(row.settings));
}

export function secretKeysOf(row: Pick<AccountsTable, "secret_keys">): readonly string[] {
  return believe<readonly string[]>(JSON.parse(row.secret_keys));
}
