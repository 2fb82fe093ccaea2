import { Refusal } from "../base/errors.ts";
import type { KeptValues } from "./define-account.ts";

/** An account as a Snap names it. */
export interface AccountRequest {
  /** Its label or path, as seen from the pipeline: `MyAcct`, `../../shared/MyAcct`, `/Org/Project/MyAcct`. */
  readonly path: string;
  /** Names of the types that the Snap takes; one of another type is refused before its secrets are opened. */
  readonly types: readonly string[];
}

/** An account in the hands of the run that uses it: in memory, on this thread, and nowhere else. */
export interface BoundAccount {
  /** Full path, `/Org/Project/Label`. */
  readonly path: string;
  /** Name of its type. */
  readonly type: string;
  readonly values: KeptValues;
  /** Keys of the values that are secret. */
  readonly secrets: readonly string[];
}

/** Finds an account for a Snap of the pipeline at `fromPath`. Refuses with what is there instead. */
export type FindAccount = (
  request: AccountRequest,
  fromPath: string,
  signal: AbortSignal,
) => Promise<BoundAccount>;

/** For runs without a server, where no accounts are kept. */
export const noAccounts: FindAccount = async ({ path }) => {
  throw new Refusal(
    "not-found",
    `There is no account "${path.slice(0, 200)}"`,
    "A run without a server has no accounts.",
    "Run the pipeline on a server, with `slipway serve`, after `slipway account create`.",
  );
};
