import type { RunsTable, RunStatesTable } from "../../store/runs-table.ts";
import { findOrg } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";
import { pageLimit, readCursor, writeCursor } from "../page.ts";
import { toRun } from "./run-journal.ts";
import type { Run, RunPage, RunQuery } from "./runs.ts";

/** One page of the runs of an org, the newest first; `withProgress` adds what a run at work has done so far. */
export async function listRuns(
  core: Core,
  withProgress: (run: Run) => Run,
  caller: Caller,
  query: RunQuery,
): Promise<RunPage> {
  const org = await findOrg(core.store, caller, query.org);
  const limit = pageLimit(query.limit, 10);
  const all = matching(core, org.id, query);
  const { total } = await all
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  let select = all.selectAll();
  if (query.cursor !== undefined) {
    const [createdMs = "", ruuid = ""] = readCursor(query.cursor, 2);
    const before = Number(createdMs);
    select = select.where((row) =>
      row.or([
        row("created_ms", "<", before),
        row.and([row("created_ms", "=", before), row("ruuid", "<", ruuid)]),
      ]),
    );
  }
  const rows = await select
    .orderBy("created_ms", "desc")
    .orderBy("ruuid", "desc")
    .limit(limit + 1)
    .offset(query.offset ?? 0)
    .execute();
  const shown = rows.slice(0, limit);
  const states = await statesOf(
    core,
    shown.map((row) => row.ruuid),
  );
  const nowMs = core.clock.now();
  const runs = shown.map((row) =>
    withProgress(toRun(org.name, row, states.get(row.ruuid) ?? [], nowMs)),
  );
  const last = shown.at(-1);
  if (rows.length <= limit || last === undefined) return { runs, total };
  return { runs, total, nextCursor: writeCursor([last.created_ms, last.ruuid]) };
}

/** The journals of some runs. */
export async function statesOf(
  { store }: Core,
  ruuids: readonly string[],
): Promise<Map<string, RunStatesTable[]>> {
  if (ruuids.length === 0) return new Map();
  const rows = await store
    .selectFrom("run_states")
    .selectAll()
    .where("ruuid", "in", ruuids)
    .orderBy("position")
    .execute();
  return Map.groupBy(rows, (row) => row.ruuid);
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is long, and its own
function matching({ store, clock }: Core, orgId: string, query: RunQuery) {
  let select = store
    .selectFrom("runs")
    .where("org_id", "=", orgId)
    .where("mode", "=", query.mode ?? "execute");
  for (const [column, value] of equalities(query)) {
    if (value !== undefined) select = select.where(column, "=", value);
  }
  if (query.withinMs !== undefined) {
    select = select.where("created_ms", ">=", clock.now() - query.withinMs);
  }
  if (query.fromMs !== undefined) select = select.where("created_ms", ">=", query.fromMs);
  if (query.untilMs !== undefined) select = select.where("created_ms", "<", query.untilMs);
  return select;
}

function equalities(query: RunQuery): readonly (readonly [Column, string | undefined])[] {
  return [
    ["state", query.state],
    ["pipeline_path", query.pipelinePath],
    ["label", query.label],
    ["user_name", query.user],
    ["project_path", query.projectPath],
    ["runtime_path_id", query.runtimePathId],
    ["invoker", query.invoker],
    ["task_id", query.taskId],
  ];
}

type Column = keyof Pick<
  RunsTable,
  | "state"
  | "pipeline_path"
  | "label"
  | "user_name"
  | "project_path"
  | "runtime_path_id"
  | "invoker"
  | "task_id"
>;
