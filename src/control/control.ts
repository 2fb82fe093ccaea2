import type { Accounts } from "./accounts/accounts.ts";
import type { Assets } from "./assets/assets.ts";
import type { Packages } from "./assets/packages.ts";
import type { Audit } from "./audit/audit.ts";
import type { Changes } from "./changes.ts";
import type { Figures } from "./figures.ts";
import type { Files } from "./files/files.ts";
import type { Identity } from "./identity/identity.ts";
import type { OAuth } from "./oauth/oauth.ts";
import type { Orgs } from "./orgs/orgs.ts";
import type { Pipelines } from "./pipelines/pipelines.ts";
import type { Runs } from "./runs/runs.ts";
import type { CallTasks } from "./sessions/call-tasks.ts";
import type { SessionEvents } from "./sessions/session-events.ts";
import type { Sessions } from "./sessions/sessions.ts";
import type { Scheduler } from "./tasks/scheduler.ts";
import type { Tasks } from "./tasks/tasks.ts";
import type { Snaplexes } from "./snaplexes/snaplexes.ts";

/**
 * The control plane: who may do what, and everything that is stored and run. Each method takes the caller first and
 * refuses with a `Refusal`; what the caller may not read is answered as if it did not exist.
 */
export interface Control {
  readonly identity: Identity;
  readonly oauth: OAuth;
  readonly orgs: Orgs;
  readonly pipelines: Pipelines;
  readonly accounts: Accounts;
  readonly files: Files;
  readonly snaplexes: Snaplexes;
  readonly runs: Runs;
  readonly assets: Assets;
  readonly packages: Packages;
  readonly audit: Audit;
  readonly figures: Figures;
  readonly changes: Pick<Changes, "watch">;
  readonly sessions: Sessions;
  readonly sessionEvents: SessionEvents;
  readonly callTasks: CallTasks;
  readonly tasks: Tasks;
  /** Begins to start tasks when they are due. Only what serves does; dispose of it before the control plane. */
  readonly openScheduler: () => Scheduler;
  /** What the first start made; absent on every later one. */
  readonly firstStart?: FirstStart;
}

/** What is to be told once to whoever started an empty data directory. */
export interface FirstStart {
  readonly adminName: string;
  /** Only when it was generated; not kept anywhere in this form. */
  readonly generatedPassword?: string;
}
