import { believe } from "../../../base/believe.ts";
import { newSnodeId } from "../../../base/ids.ts";
import type { Clock } from "../../../base/clock.ts";
import type { DataLoadsTable } from "../../../store/data-loads-table.ts";
import type { PackagesTable } from "../../../store/packages-table.ts";
import type { Store } from "../../../store/schema.ts";
import type { DataLoad } from "../packages.ts";

/** What is to be loaded, and what for. */
export interface LoadRequest {
  readonly dataModel: string;
  readonly version: string;
  readonly content: string;
  readonly reason: DataLoadsTable["reason"];
}

/** The newest load of that content that is ready. */
export async function readyLoad(
  store: Store,
  packageId: string,
  content: string,
): Promise<DataLoadsTable | undefined> {
  return await loadsOfContent(store, packageId, content)
    .where("state", "=", "ready")
    .executeTakeFirst();
}

/** The newest load of that content, whatever became of it. */
export async function newestLoad(
  store: Store,
  packageId: string,
  content: string,
): Promise<DataLoadsTable | undefined> {
  return await loadsOfContent(store, packageId, content).executeTakeFirst();
}

function loadsOfContent(store: Store, packageId: string, content: string) {
  return store
    .selectFrom("data_loads")
    .selectAll()
    .where("package_id", "=", packageId)
    .where("content", "=", content)
    .orderBy("queued_ms", "desc")
    .orderBy("id", "desc");
}

/** Queues a load, unless the same one waits or is at work already. */
export async function queueLoad(
  store: Store,
  clock: Clock,
  { id, org_id }: PackagesTable,
  request: LoadRequest,
): Promise<void> {
  await store.transaction().execute(async (change) => {
    const newest = await newestLoad(change, id, request.content);
    if (newest?.state === "queued" || newest?.state === "loading") return;
    const nowMs = clock.now();
    await change
      .insertInto("data_loads")
      .values({
        id: newSnodeId(),
        org_id,
        package_id: id,
        data_model: request.dataModel,
        version: request.version,
        content: request.content,
        file: "",
        state: "queued",
        reason: request.reason,
        progress: "",
        row_counts: "{}",
        findings: "[]",
        holder: "",
        heartbeat_ms: nowMs,
        // Two loads never have the same moment, so that the newest is known.
        queued_ms: Math.max(nowMs, (newest?.queued_ms ?? 0) + 1),
        started_ms: null,
        ended_ms: null,
      })
      .execute();
  });
}

export async function loadsOf(store: Store, packageId: string): Promise<readonly DataLoadsTable[]> {
  return await store
    .selectFrom("data_loads")
    .selectAll()
    .where("package_id", "=", packageId)
    .orderBy("queued_ms", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** Takes a load that waits, or whose process is silent, for a process; false when another one was faster. */
export async function claimLoad(
  store: Store,
  id: string,
  holder: string,
  nowMs: number,
  silenceMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await store
    .updateTable("data_loads")
    .set({ state: "loading", holder, heartbeat_ms: nowMs, started_ms: nowMs, progress: "" })
    .where("id", "=", id)
    .where((where) =>
      where.or([
        where("state", "=", "queued"),
        where.and([where("state", "=", "loading"), where("heartbeat_ms", "<", nowMs - silenceMs)]),
      ]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export function toLoad(row: DataLoadsTable, current: boolean): DataLoad {
  return {
    id: row.id,
    dataModel: row.data_model,
    state: row.state,
    reason: row.reason,
    progress: row.progress,
    rowCounts: believe<DataLoad["rowCounts"]>(JSON.parse(row.row_counts)),
    findings: believe<DataLoad["findings"]>(JSON.parse(row.findings)),
    current,
    queuedMs: row.queued_ms,
    ...(row.started_ms === null ? {} : { startedMs: row.started_ms }),
    ...(row.ended_ms === null ? {} : { endedMs: row.ended_ms }),
  };
}
