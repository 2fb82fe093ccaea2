import type { FiguresNow } from "../../control/figures.ts";
import type { EdgeGuards } from "../edge-guards.ts";
import type { Metric } from "./prometheus-text.ts";

/** What the server tells about itself. */
export function serverMetrics(
  figures: FiguresNow,
  { streams, calls: gate }: Pick<EdgeGuards, "streams" | "calls">,
): readonly Metric[] {
  const { runs, calls, assets, sessions, tasks, version } = figures;
  return [
    gauge("slipway_info", "The version of the product.", [{ labels: { version }, value: 1 }]),
    gauge(
      "slipway_runs",
      "Runs that are kept, by state and by who started them.",
      runs.map(({ state, invoker, runs: value }) => ({ labels: { state, invoker }, value })),
    ),
    gauge(
      "slipway_tasks",
      "Tasks, by kind and whether they may start.",
      tasks.flatMap(({ kind, tasks: all, enabled }) => [
        { labels: { kind, enabled: "true" }, value: enabled },
        { labels: { kind, enabled: "false" }, value: all - enabled },
      ]),
    ),
    counter(
      "slipway_calls_total",
      "Calls of tools and other audited actions since the process began, by outcome.",
      calls.map(({ action, outcome, calls: value }) => ({
        labels: { tool: action, outcome },
        value,
      })),
    ),
    counter(
      "slipway_call_seconds_total",
      "Time that these calls took.",
      calls.map(({ action, outcome, durationMs }) => ({
        labels: { tool: action, outcome },
        value: durationMs / 1_000,
      })),
    ),
    gauge("slipway_sessions", "MCP sessions.", [{ value: sessions }]),
    gauge("slipway_streams", "Streams that clients hold open with GET.", [{ value: streams.open }]),
    gauge("slipway_calls_in_progress", "Calls at work.", [{ value: gate.atWork }]),
    counter(
      "slipway_asset_calls_total",
      "Calls of assets against their rate limits, allowed and refused.",
      assets.flatMap(({ assetId: asset, allowed, refused }) => [
        { labels: { asset, outcome: "allowed" }, value: allowed },
        { labels: { asset, outcome: "refused" }, value: refused },
      ]),
    ),
    gauge(
      "slipway_asset_calls_last_minute",
      "Calls in the window of the rate limit.",
      assets.map(({ assetId: asset, lastMinute: value }) => ({ labels: { asset }, value })),
    ),
    ...processMetrics(),
  ];
}

function processMetrics(): readonly Metric[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return [
    counter("process_cpu_seconds_total", "CPU time of the process.", [
      { value: (user + system) / 1_000_000 },
    ]),
    gauge("process_resident_memory_bytes", "Memory that the process holds.", [{ value: rss }]),
    gauge("nodejs_heap_size_used_bytes", "Heap in use.", [{ value: heapUsed }]),
    gauge("process_uptime_seconds", "Time since the process began.", [{ value: process.uptime() }]),
  ];
}

function gauge(name: string, help: string, samples: Metric["samples"]): Metric {
  return { name, help, type: "gauge", samples };
}

function counter(name: string, help: string, samples: Metric["samples"]): Metric {
  return { name, help, type: "counter", samples };
}
