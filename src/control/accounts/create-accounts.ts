import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { Egress } from "../../engine/egress/egress.ts";
import type { AccountsTable } from "../../store/accounts-table.ts";
import { findOrg } from "../access.ts";
import type { Audit } from "../audit/audit.ts";
import type { Caller } from "../caller.ts";
import { checkName } from "../check-name.ts";
import { checkProjectPath, findProject, projectsOf } from "../orgs/find-project.ts";
import { listed } from "../words.ts";
import { accountTypes, findAccountType } from "./account-types.ts";
import type {
  Account,
  AccountImport,
  Accounts,
  AccountTarget,
  ImportedAccount,
} from "./accounts.ts";
import { accountUsage } from "./account-usage.ts";
import { checkValues } from "./check-values.ts";
import { accountIn, findAccount, type FoundAccount } from "./find-account.ts";
import { readSla } from "./read-sla.ts";
import { testAccount } from "./test-account.ts";
import { toAccount } from "./to-account.ts";
import { boundAccount } from "./use-account.ts";
import { insertAccount, typeFixed, updateAccount, type WriteParts } from "./write-account.ts";

export interface AccountsParts extends WriteParts {
  readonly audit: Pick<Audit, "record">;
  /** The way out that tests of accounts take. */
  readonly egress: () => Egress;
}

export function createAccounts(parts: AccountsParts): Accounts {
  const { core } = parts;
  const { store, limits } = core;
  const record = (caller: Caller, action: string, orgId: string): void =>
    parts.audit.record({
      caller,
      action,
      orgId,
      outcome: "ok",
      durationMs: 0,
      requestId: newSnodeId(),
    });
  return {
    types: () =>
      accountTypes.map(({ name, label, summary, classIds, fields }) => ({
        name,
        label,
        summary,
        classIds,
        fields: Object.fromEntries(Object.entries(fields).map(([key, { shape }]) => [key, shape])),
      })),
    async create(caller, asked) {
      const project = await findProject(store, caller, asked);
      const name = checkName("account", "name", asked.name);
      const type = findAccountType(asked.type);
      const values = checkValues(type, asked.values, limits);
      const usableBy = await checkUsers(parts, caller, project.org, asked.usableBy);
      const draft = { name, type, classId: null, values, usableBy };
      const row = await insertAccount(parts, caller, project, draft);
      record(caller, "account create", project.orgId);
      return toAccount(project, row);
    },
    async update(caller, target, change) {
      const { project, row } = await findChangeable(parts, caller, target);
      const type = findAccountType(row.type);
      const changed = await updateAccount(parts, caller, { project, id: row.id }, type, {
        values: checkValues(type, change.values ?? {}, limits),
        name: change.name === undefined ? undefined : checkName("account", "name", change.name),
        usableBy:
          change.usableBy === undefined
            ? undefined
            : await checkUsers(parts, caller, project.org, change.usableBy),
        version: change.version,
      });
      record(caller, "account update", project.orgId);
      return toAccount(project, changed);
    },
    async delete(caller, target, options) {
      const found = await findChangeable(parts, caller, target);
      const uses = options?.force === true ? [] : await accountUsage(store, found);
      if (uses.length > 0) {
        throw inUse(
          found.row.name,
          uses.map((use) => use.pipelinePath),
        );
      }
      await store.deleteFrom("accounts").where("id", "=", found.row.id).execute();
      record(caller, "account delete", found.project.orgId);
    },
    async get(caller, target) {
      const { project, row } = await findAccount(store, caller, target);
      return toAccount(project, row);
    },
    async list(caller, where) {
      const org = await findOrg(store, caller, where.org);
      const path =
        where.projectPath === undefined ? undefined : checkProjectPath(org, where.projectPath);
      if (path !== undefined) await findProject(store, caller, where);
      const projects = new Map(
        (await projectsOf(store, org))
          .filter((project) => path === undefined || project.projectPath === path)
          .map((project) => [project.id, project]),
      );
      const rows = await store
        .selectFrom("accounts")
        .selectAll()
        .where("org_id", "=", org.id)
        .execute();
      return rows
        .flatMap((row) => {
          const project = projects.get(row.project_id);
          return project === undefined ? [] : [toAccount(project, row)];
        })
        .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    usage: async (caller, target) =>
      await accountUsage(store, await findAccount(store, caller, target)),
    async test(caller, target, signal) {
      const found = await findChangeable(parts, caller, target);
      const account = toAccount(found.project, found.row);
      if (account.missing.length > 0) throw incomplete(account);
      const bound = await boundAccount(store, parts.vault, found);
      const egress = parts.egress();
      try {
        const result = await testAccount(bound, { ...core, egress }, signal);
        record(caller, "account test", found.project.orgId);
        return result;
      } finally {
        egress.dispose();
      }
    },
    async import(caller, order) {
      const imported = await importAccount(parts, caller, order);
      record(caller, "account import", imported.orgId);
      return imported.account;
    },
  };
}

async function importAccount(
  parts: AccountsParts,
  caller: Caller,
  order: AccountImport,
): Promise<{ readonly account: ImportedAccount; readonly orgId: string }> {
  const { limits, store } = parts.core;
  const project = await findProject(store, caller, order);
  const { classId, findings, label, type, values: read } = readSla(order.sla, order.type, limits);
  const name = checkName("account", "name", order.name ?? label);
  const values = checkValues(type, read, limits);
  const before = order.overwrite === true ? await accountIn(store, project, name) : undefined;
  let row: AccountsTable;
  if (before === undefined) {
    const draft = { name, type, classId, values, usableBy: "members" } as const;
    row = await insertAccount(parts, caller, project, draft);
  } else {
    if (before.type !== type.name) throw typeFixed(name, before.type, type.name);
    await findChangeable(parts, caller, { path: `${project.path}/${name}` });
    row = await updateAccount(parts, caller, { project, id: before.id }, type, { values, classId });
  }
  const account = toAccount(project, row);
  const left = findings.filter(({ place }) => !isSet(account, place.setting ?? ""));
  const action = before === undefined ? "created" : "updated";
  return { account: { ...account, action, findings: left }, orgId: project.orgId };
}

/** A secret that was entered before an import stays, and need not be entered again. */
function isSet({ values }: Account, key: string): boolean {
  const value = values[key];
  return typeof value === "object" && value !== null && "set" in value && value.set;
}

/** The account that a caller may change: one for administrators is theirs alone. */
async function findChangeable(
  { core }: AccountsParts,
  caller: Caller,
  target: AccountTarget,
): Promise<FoundAccount> {
  const found = await findAccount(core.store, caller, target);
  if (found.row.usable_by === "admins") {
    const org = await findOrg(core.store, caller, found.project.org);
    if (org.role !== "admin") throw administratorsOnly(found.row.name);
  }
  return found;
}

/** Only administrators say that an account is for administrators. */
async function checkUsers(
  { core }: AccountsParts,
  caller: Caller,
  orgName: string,
  asked: string | undefined,
): Promise<"members" | "admins"> {
  if (asked === undefined || asked === "members") return "members";
  if (asked !== "admins") throw noSuchUsers(asked);
  const org = await findOrg(core.store, caller, orgName);
  if (org.role !== "admin") throw administratorsOnly("it");
  return "admins";
}

function administratorsOnly(name: string): Refusal {
  return new Refusal(
    "not-permitted",
    `Only an administrator of the organization may do that to ${name === "it" ? "an account" : JSON.stringify(name)}.`,
    "Expected the role admin: the account is, or is to be, for administrators.",
    "Ask an administrator of the organization.",
  );
}

function noSuchUsers(asked: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "An account cannot be for those users.",
    `Expected "members" or "admins"; found ${JSON.stringify(asked.slice(0, 80))}.`,
    'Pass "admins" to keep it to the administrators of the organization.',
  );
}

function inUse(name: string, paths: readonly string[]): Refusal {
  return new Refusal(
    "conflict",
    `The account ${JSON.stringify(name)} is in use.`,
    `Expected an account that no pipeline names; these do: ${listed([...new Set(paths)])}.`,
    "Name another account in them first, or delete with `force` (`--force` on the command line).",
  );
}

function incomplete({ path, missing }: Account): Refusal {
  return new Refusal(
    "invalid-content",
    `The account "${path}" is not complete.`,
    `It lacks ${listed(missing)}.`,
    `Enter it with \`slipway account set-secret ${path} ${missing[0] ?? ""}\` or \`slipway account update\`.`,
  );
}
