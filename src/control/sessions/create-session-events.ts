import type { Transaction } from "kysely";
import { believe } from "../../base/believe.ts";
import type { Schema } from "../../store/schema.ts";
import type { Core } from "../core.ts";
import type { SessionEvents } from "./session-events.ts";

type RequestId = string | number;

const internalError = -32603;

export function createSessionEvents(core: Core): SessionEvents {
  const { store, clock } = core;
  return {
    open: (session, pending) =>
      store.transaction().execute(async (change) => {
        await forgetOld(core, change, session);
        const { last } = await change
          .selectFrom("session_streams")
          .select(({ fn }) => fn.max<number | null>("stream").as("last"))
          .where("session_id", "=", session)
          .executeTakeFirstOrThrow();
        const stream = (last ?? 0) + 1;
        await change
          .insertInto("session_streams")
          .values({
            session_id: session,
            stream,
            pending: JSON.stringify(pending),
            own: Number(pending.length === 0),
            last_position: 0,
            created_ms: clock.now(),
          })
          .execute();
        return stream;
      }),
    append: (session, stream, message, answers) =>
      store
        .transaction()
        .execute((change) => append(core, change, { session, stream, message, answers })),
    settle: (session, stream, request) =>
      store.transaction().execute(async (change) => {
        const row = await change
          .selectFrom("session_streams")
          .select("pending")
          .where("session_id", "=", session)
          .where("stream", "=", stream)
          .executeTakeFirst();
        if (row === undefined) return;
        await change
          .updateTable("session_streams")
          .set({ pending: without(row.pending, request) })
          .where("session_id", "=", session)
          .where("stream", "=", stream)
          .execute();
      }),
    async read(session, stream, after) {
      const row = await store
        .selectFrom("session_streams")
        .selectAll()
        .where("session_id", "=", session)
        .where("stream", "=", stream)
        .executeTakeFirst();
      if (row === undefined || after > row.last_position) return undefined;
      const events = await store
        .selectFrom("session_events")
        .select(["position", "message"])
        .where("session_id", "=", session)
        .where("stream", "=", stream)
        .where("position", ">", after)
        .orderBy("position")
        .execute();
      const first = events[0]?.position ?? row.last_position + 1;
      if (first !== after + 1) return undefined;
      return { events, own: row.own === 1, ended: row.own === 0 && row.pending === "[]" };
    },
  };
}

interface NewEvent {
  readonly session: string;
  readonly stream: number;
  readonly message: string;
  readonly answers: RequestId | undefined;
}

async function append(
  core: Core,
  change: Transaction<Schema>,
  { session, stream, message, answers }: NewEvent,
): Promise<number> {
  const row = await change
    .selectFrom("session_streams")
    .select(["pending", "last_position"])
    .where("session_id", "=", session)
    .where("stream", "=", stream)
    .executeTakeFirstOrThrow();
  const position = row.last_position + 1;
  const bytes = Buffer.byteLength(message);
  const kept = bytes <= core.limits.sessionEventBytesMax ? message : tooLarge(core, answers);
  await change
    .insertInto("session_events")
    .values({
      session_id: session,
      stream,
      position,
      message: kept,
      size: Buffer.byteLength(kept),
      at_ms: core.clock.now(),
    })
    .execute();
  await change
    .updateTable("session_streams")
    .set({
      last_position: position,
      ...(answers === undefined ? {} : { pending: without(row.pending, answers) }),
    })
    .where("session_id", "=", session)
    .where("stream", "=", stream)
    .execute();
  await forgetMost(core, change, session);
  return position;
}

/** What stands for a message that the log does not keep. */
function tooLarge({ limits }: Core, answers: RequestId | undefined): string {
  const message = `The answer was sent but is too large to be sent again: the log of a session keeps ${limits.sessionEventBytesMax} bytes (sessionEventBytesMax). Send the request again.`;
  return answers === undefined
    ? '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"warning","data":"A message was too large for the log of the session."}}'
    : JSON.stringify({ jsonrpc: "2.0", id: answers, error: { code: internalError, message } });
}

/** Removes the oldest events while the session has more of them, or more bytes, than the limits allow. */
async function forgetMost(
  { limits }: Core,
  change: Transaction<Schema>,
  session: string,
): Promise<void> {
  const { count, bytes } = await change
    .selectFrom("session_events")
    .select(({ fn }) => [fn.countAll<number>().as("count"), fn.sum<number>("size").as("bytes")])
    .where("session_id", "=", session)
    .executeTakeFirstOrThrow();
  let tooMany = count - limits.sessionEventsMax;
  let tooMuch = bytes - limits.sessionEventBytesMax;
  if (tooMany <= 0 && tooMuch <= 0) return;
  const oldest = await change
    .selectFrom("session_events")
    .select(["stream", "position", "size"])
    .where("session_id", "=", session)
    .orderBy("at_ms")
    .orderBy("stream")
    .orderBy("position")
    .limit(count - 1)
    .execute();
  for (const { stream, position, size } of oldest) {
    if (tooMany <= 0 && tooMuch <= 0) break;
    await change
      .deleteFrom("session_events")
      .where("session_id", "=", session)
      .where("stream", "=", stream)
      .where("position", "=", position)
      .execute();
    tooMany -= 1;
    tooMuch -= size;
  }
}

/** Removes the streams of a session that nobody will resume any more. */
async function forgetOld(
  { clock, limits }: Core,
  change: Transaction<Schema>,
  session: string,
): Promise<void> {
  const before = clock.now() - limits.sessionEventLifeMs;
  await change
    .deleteFrom("session_events")
    .where("session_id", "=", session)
    .where("at_ms", "<", before)
    .execute();
  const newest = change
    .selectFrom("session_streams")
    .select(({ fn }) => fn.max("stream").as("stream"))
    .where("session_id", "=", session);
  await change
    .deleteFrom("session_streams")
    .where("session_id", "=", session)
    .where("created_ms", "<", before)
    .where("pending", "=", "[]")
    .where("stream", "<", newest)
    .execute();
}

/** Answers the requests that the process was answering when it ended, so that whoever resumes hears what became of them. */
export async function answerInterrupted(core: Core): Promise<void> {
  const rows = await core.store
    .selectFrom("session_streams")
    .select(["session_id", "stream", "pending"])
    .where("pending", "!=", "[]")
    .execute();
  for (const { session_id: session, stream, pending } of rows) {
    await core.store.transaction().execute(async (change) => {
      for (const id of believe<RequestId[]>(JSON.parse(pending))) {
        const message = JSON.stringify({
          jsonrpc: "2.0",
          id,
          error: { code: internalError, message: interrupted },
        });
        await append(core, change, { session, stream, message, answers: id });
      }
    });
  }
}

const interrupted =
  "The server was restarted while it was answering this request, and the answer is lost. What the request had changed by then stays changed: look at it, then send the request again.";

function without(pending: string, request: RequestId): string {
  const ids = believe<RequestId[]>(JSON.parse(pending));
  const index = ids.indexOf(request);
  return JSON.stringify(index < 0 ? ids : ids.toSpliced(index, 1));
}
