import { Refusal } from "../../base/errors.ts";
import type { Caller } from "../caller.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { recordChange } from "./record.ts";
import type { SigningKeyService } from "./signing-key-service.ts";
import type { SigningKeys } from "./signing-keys.ts";

export function createSigningKeyService(core: OAuthCore, keys: SigningKeys): SigningKeyService {
  return {
    async list(caller) {
      requireAdmin(caller);
      return await keys.list();
    },
    async rotate(caller, options) {
      requireAdmin(caller);
      const id = await keys.rotate(options);
      recordChange(core, caller, "signing key rotate", undefined);
      return { id };
    },
  };
}

function requireAdmin(caller: Caller): void {
  if (caller.admin) return;
  throw new Refusal(
    "not-permitted",
    "Only an administrator manages signing keys.",
    `Expected an administrator; ${JSON.stringify(caller.name)} is none.`,
    "Ask an administrator of this server.",
  );
}
