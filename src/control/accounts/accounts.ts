import type { Finding } from "../../base/finding.ts";
import type { AccountFieldShape, AccountValue } from "../../engine/account-fields.ts";
import type { Caller } from "../caller.ts";
import type { Where } from "../where.ts";

/** Logins to other systems, kept in projects. Secrets go in and are used by runs; none ever comes out. */
export interface Accounts {
  /** The types of account that this build knows, by label. */
  types(): readonly AccountTypeInfo[];
  /** Refuses a name that is taken. Secrets may follow later: the account says which are missing. */
  create(caller: Caller, account: NewAccount): Promise<Account>;
  /** Changes what is named and leaves the rest; `null` takes a value away. */
  update(caller: Caller, target: AccountTarget, change: AccountChange): Promise<Account>;
  /** Refuses while pipelines name the account, unless `force` says that they may break. */
  delete(
    caller: Caller,
    target: AccountTarget,
    options?: { readonly force?: boolean },
  ): Promise<void>;
  get(caller: Caller, target: AccountTarget): Promise<Account>;
  /** The accounts of a project, or of the whole org without `projectPath`, by path. */
  list(caller: Caller, where: Where): Promise<readonly Account[]>;
  /** The Snaps of stored pipelines that name the account, as far as their names are no expressions. */
  usage(caller: Caller, target: AccountTarget): Promise<readonly AccountUse[]>;
  /** Opens the secrets and, where the type has a test, logs in. */
  test(caller: Caller, target: AccountTarget, signal: AbortSignal): Promise<AccountTest>;
  /** Takes the settings of an exported account (`.sla`); what must be entered by hand is among the findings. */
  import(caller: Caller, order: AccountImport): Promise<ImportedAccount>;
}

export interface AccountTypeInfo {
  readonly name: string;
  readonly label: string;
  readonly summary: string;
  readonly classIds: readonly string[];
  readonly fields: Readonly<Record<string, AccountFieldShape>>;
}

/** `members` of the org may use it in their runs, or its administrators alone, who then also alone change it. */
export type AccountUsers = "members" | "admins";

export interface NewAccount extends Where {
  readonly name: string;
  /** Name of a type, its label, or the class of an exported account. */
  readonly type: string;
  /** By key, secrets too. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly usableBy?: AccountUsers | undefined;
}

export interface AccountChange {
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly name?: string | undefined;
  readonly usableBy?: AccountUsers | undefined;
  /** The version that the change is made to; another one is refused with `conflict`. */
  readonly version?: number | undefined;
}

/** A stored account: by `/org/project/…/name`, or by its name in a project. */
export interface AccountTarget extends Where {
  readonly path?: string | undefined;
  readonly name?: string | undefined;
}

export interface Account {
  /** 24 hexadecimal digits; stays through changes. */
  readonly id: string;
  readonly name: string;
  /** `/Org/Project/Name`. */
  readonly path: string;
  readonly org: string;
  readonly projectPath: string;
  /** Name of the type. */
  readonly type: string;
  /** Class of the exported account it was imported from. */
  readonly classId?: string;
  /** By key; of a secret only whether it is set. */
  readonly values: Readonly<Record<string, AccountValue | SecretState>>;
  /** Keys of required fields without a value. */
  readonly missing: readonly string[];
  readonly usableBy: AccountUsers;
  /** Counts from 1. */
  readonly version: number;
  readonly createdBy: string;
  readonly createdMs: number;
  readonly updatedBy: string;
  readonly updatedMs: number;
}

export interface SecretState {
  readonly set: boolean;
}

export interface AccountUse {
  readonly pipelinePath: string;
  readonly snapId: string;
  readonly snapLabel: string;
}

export interface AccountTest {
  /** `not-tested`: the type has no test; the account is complete and its secrets open. */
  readonly state: "ok" | "failed" | "not-tested";
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
  readonly durationMs: number;
}

export interface AccountImport extends Where {
  /** The text of the `.sla`. */
  readonly sla: string;
  /** The label in the file when absent. */
  readonly name?: string | undefined;
  /** For a file of a class that no type stands for. */
  readonly type?: string | undefined;
  /** Changes an account of that name instead of refusing; its secrets stay unless the file has others. */
  readonly overwrite?: boolean | undefined;
}

export interface ImportedAccount extends Account {
  readonly action: "created" | "updated";
  readonly findings: readonly Finding[];
}
