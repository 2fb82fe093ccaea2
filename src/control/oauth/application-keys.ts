import type { Caller } from "../caller.ts";

/** Keys by which programs of an org call its assets without OAuth. */
export interface ApplicationKeys {
  /** The key is shown this once; only its hash is kept. */
  create(
    caller: Caller,
    key: NewApplicationKey,
  ): Promise<ApplicationKey & { readonly key: string }>;
  /** By name; revoked and expired ones are listed too. */
  list(caller: Caller, org: string | undefined): Promise<readonly ApplicationKey[]>;
  /** Ends the key at once. Revoking twice is the same as once. */
  revoke(caller: Caller, id: string): Promise<void>;
}

export interface NewApplicationKey {
  readonly org: string | undefined;
  readonly name: string;
  /** Milliseconds from now; it never expires when absent. */
  readonly lifeMs?: number | undefined;
  readonly groups?: readonly string[] | undefined;
}

export interface ApplicationKey {
  readonly id: string;
  readonly orgId: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly createdBy: string;
  readonly createdMs: number;
  readonly expiresMs?: number;
  readonly revokedMs?: number;
}

/** How every key begins, so that it is known when it turns up where it should not be. */
export const applicationKeyPrefix = "slk_";
