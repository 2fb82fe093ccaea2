import type { Limits } from "../../../../base/limits.ts";
import type { BoundAccount } from "../../../../engine/accounts.ts";
import type { Egress } from "../../../../engine/egress/egress.ts";

/** What a scheme needs to reach a server: the way out, the login of the Snap and the limits. */
export interface RemoteContext {
  readonly egress: Egress;
  /** Undefined when the Snap names none. */
  readonly account: BoundAccount | undefined;
  readonly limits: Pick<
    Limits,
    "remoteIdleMs" | "remoteEntriesMax" | "objectPartBytesMin" | "objectPartBytesMax"
  >;
}
