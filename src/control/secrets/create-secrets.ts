import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { Audit } from "../audit/audit.ts";
import type { Caller } from "../caller.ts";
import { type RotateOrder, type Rotation, rotateSecrets } from "./rotate-secrets.ts";
import type { VaultParts } from "./secret-vault.ts";

/** The key that everything secret is sealed with. */
export interface Secrets {
  /** Administrators of the server only. */
  rotate(caller: Caller, order: RotateOrder): Promise<Rotation>;
}

export function createSecrets(parts: VaultParts, audit: Pick<Audit, "record">): Secrets {
  return {
    async rotate(caller, order) {
      if (!caller.admin) throw administratorsOnly(caller.name);
      const rotation = await rotateSecrets(parts, order);
      const requestId = newSnodeId();
      audit.record({ caller, action: "secrets rotate", outcome: "ok", durationMs: 0, requestId });
      return rotation;
    },
  };
}

function administratorsOnly(name: string): Refusal {
  return new Refusal(
    "not-permitted",
    "Only an administrator rotates the key of secrets.",
    `Expected an administrator; ${JSON.stringify(name)} is none.`,
    "Ask an administrator of this server.",
  );
}
