import type { SlpyFinding } from "../../src/pygen/slpy/slpy-finding.ts";
import type { Connection } from "./connection.ts";
import type { Call, World } from "./task.ts";
import type { Words } from "./words.ts";

/** A way of going wrong, and of getting right again. */
export interface Bot {
  readonly name: BotName;
  readonly summary: string;
  /** Corrections that it may make in one task; one more and it gives up. */
  readonly correctionsMax: number;
  connect(endpoint: string, token: string, seed: number): Promise<Connection>;
  /** Begins a task; the seed decides where the bot goes wrong. */
  think(context: Context): Mind;
}

export type BotName = "exact" | "typo" | "forgetful" | "literal" | "greedy" | "hint-only";

export interface Context {
  readonly world: World;
  readonly seed: number;
  readonly connection: Connection;
}

/** What one bot makes of the steps of one task. */
export interface Mind {
  /** What it sends for what the procedure wants. */
  say(wanted: Call): Call;
  /** What it writes for the SLPy that the job takes. */
  write(source: string): string;
  /** What it sends after troubles; the same call when it only mended the connection; nothing when it knows no way on. */
  mend(sent: Call, troubles: readonly Words[]): Call | undefined;
  /** What it writes after findings of the compiler. */
  rewrite(source: string, findings: readonly SlpyFinding[]): string | undefined;
}
