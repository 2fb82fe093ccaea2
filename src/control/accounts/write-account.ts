import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { AccountDefinition, KeptValues } from "../../engine/define-account.ts";
import type { AccountsTable } from "../../store/accounts-table.ts";
import type { Store } from "../../store/schema.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";
import type { Project } from "../orgs/orgs.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { typeLabel } from "./account-types.ts";
import type { AccountUsers } from "./accounts.ts";
import { mergeValues } from "./check-values.ts";
import { accountIn } from "./find-account.ts";
import { secretKeysOf, settingsOf } from "./to-account.ts";

/** What writing accounts needs; enough beside a server that is running on the same data. */
export interface WriteParts {
  readonly core: Pick<Core, "store" | "clock" | "limits">;
  readonly vault: SecretVault;
}

export interface AccountDraft {
  readonly name: string;
  readonly type: AccountDefinition;
  readonly classId: string | null;
  readonly values: KeptValues;
  readonly usableBy: AccountUsers;
}

/** Stores a new account whole. */
export async function insertAccount(
  { core, vault }: WriteParts,
  caller: Caller,
  project: Project,
  draft: AccountDraft,
): Promise<AccountsTable> {
  const { clock, limits, store } = core;
  const { settings, secrets } = split(draft.type, mergeValues({}, draft.values));
  const id = newSnodeId();
  const now = clock.now();
  return await store.transaction().execute(async (transaction) => {
    const sealed = await vault.seal(transaction, id, secrets);
    if ((await accountIn(transaction, project, draft.name)) !== undefined)
      throw taken(project, draft.name);
    await requireRoom(transaction, project, limits.accountsPerProjectMax);
    const row: AccountsTable = {
      id,
      org_id: project.orgId,
      project_id: project.id,
      name: draft.name,
      type: draft.type.name,
      class_id: draft.classId,
      usable_by: draft.usableBy,
      settings: JSON.stringify(settings),
      secret_keys: JSON.stringify(Object.keys(secrets)),
      ...sealed,
      version: 1,
      created_by: caller.name,
      created_ms: now,
      updated_by: caller.name,
      updated_ms: now,
    };
    await transaction.insertInto("accounts").values(row).execute();
    return row;
  });
}

export interface AccountEdit {
  readonly values: KeptValues;
  readonly name?: string | undefined;
  readonly usableBy?: AccountUsers | undefined;
  /** The version that must still be the newest. */
  readonly version?: number | undefined;
  readonly classId?: string | undefined;
}

/** Changes an account in one commit: it is as it was, or as it is to be. */
export async function updateAccount(
  { core, vault }: WriteParts,
  caller: Caller,
  { project, id }: { readonly project: Project; readonly id: string },
  type: AccountDefinition,
  edit: AccountEdit,
): Promise<AccountsTable> {
  const { clock, store } = core;
  return await store.transaction().execute(async (transaction) => {
    await vault.pin(transaction);
    const before = await transaction
      .selectFrom("accounts")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    if (before === undefined) throw gone();
    if (edit.version !== undefined && edit.version !== before.version)
      throw changedMeanwhile(before.name, edit.version, before.version);
    const name = edit.name ?? before.name;
    if (name !== before.name && (await accountIn(transaction, project, name)) !== undefined)
      throw taken(project, name);
    const known = secretKeysOf(before).length === 0 ? {} : await vault.open(transaction, id);
    const values = mergeValues({ ...settingsOf(before), ...known }, edit.values);
    const { settings, secrets } = split(type, values);
    const row: AccountsTable = {
      ...before,
      name,
      usable_by: edit.usableBy ?? before.usable_by,
      class_id: edit.classId ?? before.class_id,
      settings: JSON.stringify(settings),
      secret_keys: JSON.stringify(Object.keys(secrets)),
      ...(await vault.seal(transaction, id, secrets)),
      version: before.version + 1,
      updated_by: caller.name,
      updated_ms: clock.now(),
    };
    await transaction.updateTable("accounts").set(row).where("id", "=", id).execute();
    return row;
  });
}

/** What is kept as it is, and what is kept sealed. */
function split(
  type: AccountDefinition,
  values: KeptValues,
): { readonly settings: KeptValues; readonly secrets: KeptValues } {
  const isSecret = (key: string): boolean => type.fields[key]?.shape.secret ?? true;
  const entries = Object.entries(values);
  return {
    settings: Object.fromEntries(entries.filter(([key]) => !isSecret(key))),
    secrets: Object.fromEntries(entries.filter(([key]) => isSecret(key))),
  };
}

async function requireRoom(store: Store, project: Project, most: number): Promise<void> {
  const { count } = await store
    .selectFrom("accounts")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("project_id", "=", project.id)
    .executeTakeFirstOrThrow();
  if (count < most) return;
  throw new Refusal(
    "limit-reached",
    `The project ${project.path} has too many accounts.`,
    `It may have ${most} (accountsPerProjectMax).`,
    "Delete accounts that nothing uses, use another project, or ask the operator to raise the limit.",
  );
}

function taken(project: Project, name: string): Refusal {
  return new Refusal(
    "already-exists",
    `The account ${JSON.stringify(name)} already exists in ${project.path}.`,
    "Expected a name that no account of the project has.",
    "Choose another name, or change the account that is there.",
  );
}

function gone(): Refusal {
  return new Refusal(
    "not-found",
    "The account does not exist any more.",
    "Expected an account to change; it was deleted meanwhile.",
    "List the accounts of the project.",
  );
}

function changedMeanwhile(name: string, expected: number, found: number): Refusal {
  return new Refusal(
    "conflict",
    `The account ${JSON.stringify(name)} was changed meanwhile.`,
    `Expected the version ${expected}; found ${found}.`,
    "Read the account again, and make the change to what is there now.",
  );
}

/** A change of the type is another account. */
export function typeFixed(name: string, type: string, wanted: string): Refusal {
  return new Refusal(
    "conflict",
    `The account ${JSON.stringify(name)} is of another type.`,
    `Expected ${typeLabel(wanted)}; the account that is there is of the type ${typeLabel(type)}.`,
    "Import it under another name, or delete the account that is there first.",
  );
}
