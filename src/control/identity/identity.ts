import type { Caller } from "../caller.ts";
import type { Org } from "../orgs/orgs.ts";

/** Users, passwords and tokens. */
export interface Identity {
  /**
   * Who an `Authorization` header speaks for: `SLToken <token>` or `Basic <base64>`. Never refuses; `unusable` carries
   * the one sentence that says what is wrong with the header and how to mend it. Wrong passwords are counted per name
   * and `address`, the one the request came from.
   */
  authenticate(authorization: string | undefined, address?: string): Promise<Authentication>;
  /**
   * The caller of a header that authenticated with a token before, by the header's hash (`hashSecret`), at once. Nothing
   * when it is not remembered; then ask `authenticate`.
   */
  recognise(credential: string): Caller | undefined;
  /** For whoever holds the data directory: acts as the named user, or as the first administrator. */
  operator(userName?: string): Promise<Caller>;
  /** Administrators only. Refuses a taken name. */
  createUser(caller: Caller, user: NewUser): Promise<User>;
  users(caller: Caller): Promise<readonly User[]>;
  /** Oneself, or anyone as an administrator, with the orgs that the user has a role in. */
  user(caller: Caller, name: string): Promise<UserRecord>;
  /** Gives a user a role in an org; `none` takes it away. Administrators of the org only. */
  grant(caller: Caller, grant: Grant): Promise<void>;
  /** For oneself, or for anyone as an administrator. The token is shown this once; only its hash is kept. */
  createToken(caller: Caller, userName: string, options?: TokenOptions): Promise<IssuedToken>;
  /** One's own tokens, or anyone's as an administrator. Revoking twice is the same as once. */
  revokeToken(caller: Caller, tokenId: string): Promise<void>;
  tokens(caller: Caller, userName: string): Promise<readonly TokenInfo[]>;
}

export type Authentication =
  | { readonly kind: "absent" }
  | { readonly kind: "unusable"; readonly sentence: string }
  /** The password was not looked at: there were too many attempts. */
  | { readonly kind: "throttled"; readonly retryAfterMs: number }
  | { readonly kind: "caller"; readonly caller: Caller };

export interface NewUser {
  readonly name: string;
  readonly password: string;
  readonly admin: boolean;
  /** Role in every org that the creating administrator names. */
  readonly grants?: readonly Omit<Grant, "user">[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly admin: boolean;
  readonly createdMs: number;
}

export interface UserRecord extends User {
  readonly orgs: readonly Org[];
}

/** `admin` manages the org and its members, `member` reads, writes and runs what is in it. */
export type OrgRole = "admin" | "member";

export interface Grant {
  readonly user: string;
  readonly org: string;
  readonly role: OrgRole | "none";
}

export interface TokenOptions {
  /** Milliseconds; `limits.tokenLifeMs` when absent. */
  readonly lifeMs?: number;
}

export interface IssuedToken {
  /** `<region>-<secret>`, to be sent as `Authorization: SLToken <token>`. */
  readonly token: string;
  readonly id: string;
  readonly expiresMs: number;
}

export interface TokenInfo {
  readonly id: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly revokedMs?: number;
}
