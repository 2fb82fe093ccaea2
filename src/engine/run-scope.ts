import type { Limits } from "../base/limits.ts";
import { DateTime } from "../expr/date/date-time.ts";
import type { LibraryValue, Scope } from "../expr/scope.ts";
import type { ValueMap } from "../expr/value.ts";
import type { SnapNode } from "../pipeline/model.ts";
import type { SnapStatistics } from "./snap-statistics.ts";

/** Who and what a run is, for `pipe` in expressions. */
export interface RunIdentity {
  readonly ruuid: string;
  readonly label: string;
  /** Full path of the pipeline. */
  readonly path: string;
  readonly projectPath: string;
  readonly plexPath: string;
  readonly user: string;
  readonly startedMs: number;
}

/** What all Snaps of a run share of their scopes. */
export type SharedScope = Omit<Scope, "snap">;

export function sharedScope(options: {
  readonly identity: RunIdentity;
  readonly parameters: Readonly<Record<string, string | null>>;
  readonly lib: Readonly<Record<string, LibraryValue>>;
  readonly now: () => number;
  readonly random: () => number;
  readonly limits: Limits;
}): SharedScope {
  const { identity, parameters, lib, now, random, limits } = options;
  const pipe: ValueMap = {
    label: identity.label,
    ruuid: identity.ruuid,
    args: { ...parameters },
    projectPath: identity.projectPath,
    plexPath: identity.plexPath,
    snaplexName: identity.plexPath.split("/").at(-1) ?? "",
    user: identity.user,
    startTime: new DateTime(identity.startedMs),
    flags: {},
  };
  return { parameters, pipe, task: {}, lib, now, random, limits };
}

/** The scope of one Snap; `snap.in.totalCount` and `snap.out.totalCount` count on while it runs. */
export function snapScope(shared: SharedScope, node: SnapNode, statistics: SnapStatistics): Scope {
  const snap: ValueMap = {
    label: node.label,
    instanceId: node.id,
    in: {
      get totalCount() {
        return statistics.total("inputs");
      },
    },
    out: {
      get totalCount() {
        return statistics.total("outputs");
      },
    },
  };
  return { ...shared, snap };
}
