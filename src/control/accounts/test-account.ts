import { throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import type { Clock } from "../../base/clock.ts";
import type { Limits } from "../../base/limits.ts";
import type { BoundAccount } from "../../engine/accounts.ts";
import type { Egress } from "../../engine/egress/egress.ts";
import { Redactor } from "../../engine/redactor.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { accountType, typeLabel } from "./account-types.ts";
import type { AccountTest } from "./accounts.ts";

/** Logs in with an account, as far as its type has a test. What it says has none of the account's secrets in it. */
export async function testAccount(
  account: BoundAccount,
  context: { readonly egress: Egress; readonly clock: Clock; readonly limits: Limits },
  signal: AbortSignal,
): Promise<AccountTest> {
  const { clock, limits } = context;
  const startedMs = clock.now();
  const redactor = new Redactor();
  redactor.learn(account);
  const end = (result: Omit<AccountTest, "durationMs">): AccountTest => ({
    ...redactor.value(result),
    durationMs: clock.now() - startedMs,
  });
  const test = accountType(account.type)?.test;
  if (test === undefined) {
    return end({
      state: "not-tested",
      error: "",
      reason: `This build has no login to try for accounts of the type ${typeLabel(account.type)}. The account is complete, and its secrets open.`,
      resolution: "Run a pipeline that uses it.",
    });
  }
  const timeout = AbortSignal.timeout(limits.accountTestTimeoutMs);
  const stop = AbortSignal.any([signal, timeout]);
  const stopped = Promise.withResolvers<never>();
  const reject = (): void => stopped.reject(timeout.aborted ? slow(limits) : signal.reason);
  stop.addEventListener("abort", reject, { once: true });
  try {
    await Promise.race([test(account.values, { ...context, signal: stop }), stopped.promise]);
    return end({ state: "ok", error: "", reason: "", resolution: "" });
  } catch (thrown) {
    throwIfAborted(signal);
    return end({ state: "failed", ...wordsOf(thrown) });
  } finally {
    stop.removeEventListener("abort", reject);
  }
}

/** The words of an error of a driver stay here: nobody knows what stands in them. */
function wordsOf(thrown: unknown): Pick<AccountTest, "error" | "reason" | "resolution"> {
  if (thrown instanceof Refusal || thrown instanceof SnapFailure) {
    return { error: thrown.message, reason: thrown.reason, resolution: thrown.resolution };
  }
  const code =
    thrown instanceof Error && "code" in thrown && typeof thrown.code === "string"
      ? thrown.code.slice(0, 40)
      : "no code";
  return {
    error: "The login failed.",
    reason: `The other side ended it (${code}).`,
    resolution: "Check the host, the port, the user and the secrets of the account.",
  };
}

function slow({ accountTestTimeoutMs }: Limits): Refusal {
  return new Refusal(
    "timeout",
    "The login took too long.",
    `Expected an answer within ${accountTestTimeoutMs / 1_000} seconds (accountTestTimeoutMs).`,
    "Check the host and the port, and whether a firewall is between.",
  );
}
