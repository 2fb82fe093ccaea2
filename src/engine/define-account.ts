import { believe } from "../base/believe.ts";
import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import { setOwn } from "../base/json.ts";
import type { AccountField, AccountValue } from "./account-fields.ts";
import type { BoundAccount } from "./accounts.ts";
import type { Egress } from "./egress/egress.ts";

/** Fields by key, as in the settings of exported accounts. */
export type AccountFields = Readonly<Record<string, AccountField<unknown>>>;

/** What the fields of a declaration are to a Snap. */
export type AccountValues<F extends AccountFields> = {
  readonly [Key in keyof F]: F[Key] extends AccountField<infer T> ? T : never;
};

/** What a test of an account may use. */
export interface AccountTestContext {
  readonly egress: Egress;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly limits: Limits;
}

/** A type of account as its author declares it: identity, fields and, where there is one, the test of a login. */
export interface AccountDeclaration<F extends AccountFields> {
  /** What Snaps name it by: `postgres`. */
  readonly name: string;
  /** Classes of exported accounts that it stands for. */
  readonly classIds: readonly string[];
  readonly label: string;
  readonly summary: string;
  readonly fields: F;
  /** What is wrong with these values together, in one sentence; undefined when they fit. */
  readonly check?: (values: AccountValues<F>) => string | undefined;
  /** Logs in and out again. Throws a `Refusal` or `SnapFailure` that says what to mend; no secret is in its words. */
  readonly test?: (values: AccountValues<F>, context: AccountTestContext) => Promise<void>;
}

/** A declared type of account, with how a Snap reads one of it. */
export interface AccountType<F extends AccountFields> extends AccountDefinition {
  /** The typed values; undefined for an account of another type. */
  readonly of: (account: BoundAccount | undefined) => AccountValues<F> | undefined;
}

/** A type of account with its fields' types forgotten: what catalogues hold. */
export interface AccountDefinition {
  readonly name: string;
  readonly classIds: readonly string[];
  readonly label: string;
  readonly summary: string;
  readonly fields: AccountFields;
  readonly problem: (values: KeptValues) => string | undefined;
  readonly test: ((values: KeptValues, context: AccountTestContext) => Promise<void>) | undefined;
}

/** Values as they are kept, by key. */
export type KeptValues = Readonly<Record<string, AccountValue>>;

export function defineAccount<const F extends AccountFields>(
  declaration: AccountDeclaration<F>,
): AccountType<F> {
  const { name, classIds, label, summary, fields, check, test } = declaration;
  const read = (kept: KeptValues): AccountValues<F> => readValues(fields, kept);
  return Object.freeze({
    name,
    classIds,
    label,
    summary,
    fields,
    problem: (kept: KeptValues) => check?.(read(kept)),
    test:
      test === undefined
        ? undefined
        : (kept: KeptValues, context: AccountTestContext) => test(read(kept), context),
    of: (account: BoundAccount | undefined) =>
      account?.type === name ? read(account.values) : undefined,
  });
}

function readValues<F extends AccountFields>(fields: F, kept: KeptValues): AccountValues<F> {
  const values: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fields)) {
    setOwn(values, key, field.read(Object.hasOwn(kept, key) ? kept[key] : undefined));
  }
  return believe<AccountValues<F>>(values);
}
