import type { DuckDBConnection } from "@duckdb/node-api";
import { defaultLimits } from "../../src/base/limits.ts";
import type { SqlStatement, SqlValue } from "../../src/knowledge/warehouse/warehouse.ts";
import type { OpenEvents } from "./open-events.ts";
import type { ComparedCall } from "./questions.ts";

export interface Compared {
  readonly title: string;
  readonly tool: Times;
  /** The very statement that the tool sends, prepared and read in DuckDB alone. */
  readonly sameSql: Times;
  readonly byHand: Times;
  readonly addedMs: number;
  readonly ratio: number;
}

export interface Times {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Asks a tool and DuckDB alone in turns, after some that do not count. */
export async function compareCall(
  open: OpenEvents,
  call: ComparedCall,
  rounds: number,
  signal: AbortSignal,
): Promise<Compared> {
  // Each connection of the warehouse prepares a statement for itself; that is nothing beside a question of seconds.
  const warmUps = call.tool === "load_data" ? defaultLimits.warehouseConnectionsMax : 0;
  for (let connection = 0; connection < warmUps; connection++) await ask(open, call, signal);
  open.sent.length = 0;
  await ask(open, call, signal);
  const [statement, ...more] = open.sent;
  if (statement === undefined || more.length > 0) {
    throw new Error(`${call.title}: ${open.sent.length} statements were sent; one is compared`);
  }
  const byHand = { text: call.byHand, values: [] };
  await run(open.raw, statement);
  await run(open.raw, byHand);
  const tool: number[] = [];
  const sameSql: number[] = [];
  const hand: number[] = [];
  for (let round = 0; round < rounds; round++) {
    signal.throwIfAborted();
    tool.push(await timed(() => ask(open, call, signal)));
    sameSql.push(await timed(() => run(open.raw, statement)));
    hand.push(await timed(() => run(open.raw, byHand)));
  }
  const times = { tool: timesOf(tool), sameSql: timesOf(sameSql), byHand: timesOf(hand) };
  return {
    title: call.title,
    ...times,
    addedMs: times.tool.p50Ms - times.sameSql.p50Ms,
    ratio: times.tool.p50Ms / times.sameSql.p50Ms,
  };
}

export async function ask(
  open: OpenEvents,
  { tool, given }: Pick<ComparedCall, "tool" | "given">,
  signal: AbortSignal,
): Promise<void> {
  const { result } = await open.toolbox.call(open.asset, tool, given, { signal, requestId: "b" });
  if (result.isError) throw new Error(`${tool} was refused: ${result.content[0]?.text ?? ""}`);
}

async function run(raw: DuckDBConnection, { text, values }: SqlStatement): Promise<void> {
  const result = await raw.runAndReadAll(text, values.map(plainValue));
  result.getRows();
}

function plainValue(value: SqlValue): string | number | bigint | boolean | null {
  return value instanceof Date ? value.toISOString().slice(0, -1) : value;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

export function timesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((one, other) => one - other);
  return { p50Ms: at(sorted, 0.5), p95Ms: at(sorted, 0.95) };
}

export function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
