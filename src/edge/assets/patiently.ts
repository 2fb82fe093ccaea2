import type { Socket } from "node:net";
import type { Limits } from "../../base/limits.ts";

/** While a tool is at work nothing moves on its connection, which is then cut later than one on which a client dawdles. */
export async function patiently<Done>(
  socket: Socket,
  { callTimeoutMs, stallTimeoutMs }: Pick<Limits, "callTimeoutMs" | "stallTimeoutMs">,
  work: () => Promise<Done>,
): Promise<Done> {
  socket.setTimeout(callTimeoutMs + stallTimeoutMs);
  try {
    return await work();
  } finally {
    socket.setTimeout(stallTimeoutMs);
  }
}
