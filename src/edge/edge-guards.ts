import type { Limits } from "../base/limits.ts";
import { ByteBudget } from "./byte-budget.ts";
import { CallGate } from "./call-gate.ts";
import { ConnectionMemory } from "./connection-memory.ts";
import { OpenStreams } from "./open-streams.ts";

/** What keeps the process within its limits, and what it remembers of its connections. */
export interface EdgeGuards {
  readonly calls: CallGate;
  readonly bodies: ByteBudget;
  readonly streams: OpenStreams;
  readonly connections: ConnectionMemory;
}

export function createGuards(limits: Limits): EdgeGuards {
  return {
    calls: new CallGate(limits),
    bodies: new ByteBudget(limits.requestBytesHeldMax),
    streams: new OpenStreams(limits.streamsMax),
    connections: new ConnectionMemory(),
  };
}
