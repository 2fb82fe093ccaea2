import type { Caller } from "../caller.ts";
import type { SigningKeyInfo } from "./signing-keys.ts";

/** The keys of the issuer, for administrators of the server. */
export interface SigningKeyService {
  /** Newest first. */
  list(caller: Caller): Promise<readonly SigningKeyInfo[]>;
  /** Makes the key that signs from now on. With `discardOld` every token that was issued before is void at once. */
  rotate(
    caller: Caller,
    options: { readonly discardOld: boolean },
  ): Promise<{ readonly id: string }>;
}
