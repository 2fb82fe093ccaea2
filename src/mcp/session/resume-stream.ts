import { setTimeout as delay } from "node:timers/promises";
import { eventId, readEventId } from "../event-log.ts";
import type { EndpointParts } from "../mcp-parts.ts";
import { commentEvent, type EventStream, messageEvent, type Reply } from "../reply.ts";
import type { LiveSession } from "./live-session.ts";
import { refusals } from "./session-replies.ts";

/** How often the log is looked at for a stream that another process is answering. */
const pollIntervalMs = 200;

/** Goes on after the event that a client saw last: with that stream alone, and with every message of it once. */
export async function resumeStream(
  parts: EndpointParts,
  live: LiveSession,
  lastEventId: string,
  reply: Reply,
): Promise<void> {
  const last = readEventId(lastEventId);
  if (last === undefined) return refusals.unknownEvent(reply);
  const exchange = live.exchanges.get(last.stream);
  if (exchange !== undefined) return exchange.resume(reply, last.position);
  const session = live.record.id;
  const logged = await parts.events.read(session, last.stream, last.position);
  if (logged === undefined) return refusals.unknownEvent(reply);
  if (logged.own) return live.own.resume(reply, last.stream, logged);
  const stream = reply.stream();
  void follow(parts, { session, ...last }, stream);
}

async function follow(
  { events, logger }: EndpointParts,
  from: { readonly session: string; readonly stream: number; readonly position: number },
  output: EventStream,
): Promise<void> {
  let { position } = from;
  const closed = new AbortController();
  output.onClosed(() => closed.abort());
  try {
    for (let polls = 0; !closed.signal.aborted; polls++) {
      const logged = await events.read(from.session, from.stream, position);
      for (const event of logged?.events ?? []) {
        position = event.position;
        output.write(messageEvent(event.message, eventId(from.stream, position)));
      }
      if (logged === undefined || logged.ended) break;
      if (polls % 50 === 0) output.write(commentEvent);
      await delay(pollIntervalMs, undefined, { ref: false });
    }
  } catch (thrown) {
    logger.error("a stream could not be resumed", { error: String(thrown) });
  }
  output.end();
}
