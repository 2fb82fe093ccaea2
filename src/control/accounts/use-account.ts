import { throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import type { BoundAccount, FindAccount } from "../../engine/accounts.ts";
import type { Store } from "../../store/schema.ts";
import type { PathBase } from "../files/sldb-path.ts";
import type { OrgRole } from "../identity/identity.ts";
import type { Org } from "../orgs/orgs.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { listed } from "../words.ts";
import { accountType, typeLabel } from "./account-types.ts";
import { accountAt, type FoundAccount } from "./find-account.ts";
import { settingsOf, toAccount } from "./to-account.ts";

/** For whom accounts are looked up: a caller's role in the org of the pipeline. */
export interface AccountUser {
  readonly org: Pick<Org, "id" | "name">;
  readonly role: OrgRole;
}

/** The accounts of a run: those of its org that its caller may use. Secrets are opened last, and for the run alone. */
export function accountsFor(store: Store, vault: SecretVault, user: AccountUser): FindAccount {
  return async (request, fromPath, signal) => {
    throwIfAborted(signal);
    const base = { org: user.org.name, projectPath: fromPath.split("/").slice(2, -1).join("/") };
    const found = await usableAccount(store, user, request.path, request.types, base);
    return await boundAccount(store, vault, found);
  };
}

/** The account that a Snap names, when it exists, is of a type the Snap takes, may be used and is complete. */
export async function usableAccount(
  store: Store,
  user: AccountUser,
  path: string,
  types: readonly string[],
  base: PathBase,
): Promise<FoundAccount> {
  const found = await accountAt(store, user.org, path, base);
  const { path: full, missing, type, usableBy } = toAccount(found.project, found.row);
  if (usableBy === "admins" && user.role !== "admin") throw notPermitted(full);
  if (!types.includes(type)) throw wrongType(full, type, types);
  if (accountType(type) === undefined) throw unknownType(full, type);
  if (missing.length > 0) throw incomplete(full, missing);
  return found;
}

export async function boundAccount(
  store: Store,
  vault: SecretVault,
  { project, row }: FoundAccount,
): Promise<BoundAccount> {
  const path = `${project.path}/${row.name}`;
  const secrets = await vault.open(store, row.id);
  const values = { ...settingsOf(row), ...secrets };
  const problem = accountType(row.type)?.problem(values);
  if (problem !== undefined) throw unfit(path, problem);
  return { path, type: row.type, values, secrets: Object.keys(secrets) };
}

function notPermitted(path: string): Refusal {
  return new Refusal(
    "not-permitted",
    `The account "${path}" may not be used by you.`,
    "Expected the role admin: the account is for the administrators of the organization.",
    "Ask an administrator to run the pipeline, or to open the account to members.",
  );
}

function wrongType(path: string, found: string, types: readonly string[]): Refusal {
  return new Refusal(
    "invalid-argument",
    `The account "${path}" is of a type that the Snap does not take.`,
    `Expected one of ${listed(types.map(typeLabel))}; found ${typeLabel(found)}.`,
    "Name another account in the Snap, or make one of such a type with `slipway account create`.",
  );
}

function unknownType(path: string, type: string): Refusal {
  return new Refusal(
    "not-supported",
    `The account "${path}" is of a type that this build does not know.`,
    `Found the type "${type}", which another version made.`,
    "Run the version that made it, or make the account anew.",
  );
}

function unfit(path: string, problem: string): Refusal {
  return new Refusal(
    "invalid-content",
    `The account "${path}" is not complete.`,
    problem,
    `Enter it with \`slipway account update ${path} --set key=value\` or \`slipway account set-secret\`.`,
  );
}

function incomplete(path: string, missing: readonly string[]): Refusal {
  const [first = ""] = missing;
  return new Refusal(
    "invalid-content",
    `The account "${path}" is not complete.`,
    `It lacks ${listed(missing)}.`,
    `Enter it with \`slipway account set-secret ${path} ${first}\`, or with \`slipway account update\`.`,
  );
}
