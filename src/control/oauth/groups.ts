import type { Caller } from "../caller.ts";

/** Groups of users, which policies of knowledge models speak of. */
export interface UserGroups {
  /** One's own, or anyone's as an administrator of the server. */
  list(caller: Caller, userName: string): Promise<readonly string[]>;
  /** Administrators of the server only. These and no others are the groups from now on. */
  set(caller: Caller, userName: string, groups: readonly string[]): Promise<readonly string[]>;
}
