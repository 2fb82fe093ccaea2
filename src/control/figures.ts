import { Refusal } from "../base/errors.ts";
import type { Audit } from "./audit/audit.ts";
import type { CallTally } from "./audit/call-tallies.ts";
import type { AssetCallCounts, Assets } from "./assets/assets.ts";
import type { Caller } from "./caller.ts";
import type { Core } from "./core.ts";

/** How the server does, for whoever watches it. */
export interface Figures {
  /** Administrators only. */
  read(caller: Caller): Promise<FiguresNow>;
}

export interface FiguresNow {
  /** Runs that are kept, by state. */
  readonly runs: readonly {
    readonly state: string;
    readonly invoker: string;
    readonly runs: number;
  }[];
  readonly calls: readonly CallTally[];
  readonly assets: readonly AssetCallCounts[];
  readonly sessions: number;
  /** By kind; `enabled` are those that may start. */
  readonly tasks: readonly {
    readonly kind: string;
    readonly tasks: number;
    readonly enabled: number;
  }[];
  readonly version: string;
}

export function createFigures(
  { store, version }: Core,
  audit: Pick<Audit, "tallies">,
  assets: Pick<Assets, "callCounts">,
): Figures {
  return {
    async read(caller) {
      if (!caller.admin) throw administratorsOnly(caller);
      const runs = await store
        .selectFrom("runs")
        .select(({ fn }) => ["state", "invoker", fn.countAll<number>().as("runs")])
        .groupBy(["state", "invoker"])
        .execute();
      const { sessions } = await store
        .selectFrom("sessions")
        .select(({ fn }) => fn.countAll<number>().as("sessions"))
        .executeTakeFirstOrThrow();
      const tasks = await store
        .selectFrom("scheduled_tasks")
        .select(({ fn }) => [
          "kind",
          fn.countAll<number>().as("tasks"),
          fn.count<number>("enabled_ms").as("enabled"),
        ])
        .groupBy("kind")
        .execute();
      return {
        runs,
        calls: audit.tallies(),
        assets: await assets.callCounts(),
        sessions,
        tasks,
        version,
      };
    },
  };
}

function administratorsOnly(caller: Caller): Refusal {
  return new Refusal(
    "not-permitted",
    "Only an administrator reads the figures of the server.",
    `Expected an administrator; ${JSON.stringify(caller.name)} is none.`,
    "Send the credentials of an administrator of this server.",
  );
}
