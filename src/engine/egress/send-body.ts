import type { ClientRequest } from "node:http";
import { once } from "node:events";
import { tooLate } from "./connection-failure.ts";
import type { EgressRequest } from "./egress.ts";

/** Sends the body of a request as fast as the other side takes it. */
export async function sendBody(
  outgoing: ClientRequest,
  body: EgressRequest["body"],
  timeoutMs: number,
  target: string,
): Promise<void> {
  if (body === undefined || body instanceof Uint8Array) {
    const hasBody = body !== undefined || ["POST", "PUT", "PATCH"].includes(outgoing.method);
    if (hasBody) outgoing.setHeader("Content-Length", body?.length ?? 0);
    outgoing.end(body);
    return;
  }
  outgoing.setHeader("Transfer-Encoding", "chunked");
  const ended = once(outgoing, "close");
  ended.catch(() => undefined);
  for await (const chunk of body) {
    if (outgoing.destroyed) return;
    if (outgoing.write(chunk)) continue;
    const timer = setTimeout(
      () => outgoing.destroy(tooLate(target, "Sending the body", timeoutMs, true)),
      timeoutMs,
    );
    try {
      await Promise.race([once(outgoing, "drain"), ended]);
    } finally {
      clearTimeout(timer);
    }
  }
  outgoing.end();
}
