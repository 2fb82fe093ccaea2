import type { Socket } from "node:net";
import { throwIfAborted } from "../../../base/abort.ts";
import { Refusal } from "../../../base/errors.ts";
import type { ConnectContext } from "./database-driver.ts";
import { DatabaseError } from "./database-error.ts";
import type { DatabaseTarget } from "./database-target.ts";

/** A connected socket to the server, checked by the egress guard; it ends when the run does. */
export async function socketThroughGuard(
  { host, port }: Pick<DatabaseTarget, "host" | "port">,
  { connectTimeoutMs, egress, signal }: ConnectContext,
): Promise<Socket> {
  try {
    const socket = await egress.connectTcp(host, port, signal, { timeoutMs: connectTimeoutMs });
    // Errors reach whoever waits for an answer; one that nobody waits for must not end the process.
    socket.on("error", () => undefined);
    return socket;
  } catch (thrown) {
    throwIfAborted(signal);
    if (thrown instanceof Refusal && thrown.code === "egress-not-allowed") throw thrown;
    const said =
      thrown instanceof Refusal
        ? thrown.reason
        : thrown instanceof Error
          ? thrown.message
          : String(thrown);
    throw new DatabaseError("connection", `No connection to ${host}:${port}.`, { detail: said });
  }
}

/** Ends the socket with the run. Returns what lets go of the signal. */
export function endWithRun(signal: AbortSignal, destroy: () => void): () => void {
  signal.addEventListener("abort", destroy, { once: true });
  return () => signal.removeEventListener("abort", destroy);
}
