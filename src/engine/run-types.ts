import type { Finding } from "../base/finding.ts";
import type { JsonObject } from "../base/json.ts";
import type { Exchange } from "./exchange.ts";
import type { Limits } from "../base/limits.ts";
import type { EgressPolicy } from "./egress/egress-policy.ts";

/** One run as it is ordered: plain data, so that it can be handed to another thread or machine. */
export interface RunOrder {
  readonly ruuid: string;
  /** The pipeline as SLP text. */
  readonly slp: string;
  /** Name of the pipeline, `pipe.label`. */
  readonly label: string;
  /** Full path of the pipeline, `/Org/Project/Name`; paths inside it are relative to its directory. */
  readonly path: string;
  /** `/Org/Project`, `pipe.projectPath`. */
  readonly projectPath: string;
  /** `/Org/rt/…`, `pipe.plexPath`. */
  readonly plexPath: string;
  readonly user: string;
  /** For a run whose open views are the body of a request and of its answer. */
  readonly exchange?: Exchange;
  readonly parameters: Readonly<Record<string, string | null>>;
  /** `preview` is a validation. */
  readonly mode: "execute" | "preview";
  readonly limits: Limits;
  /** What the run may reach of the network. */
  readonly egress: EgressPolicy;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedMs: number;
}

/** How a run that started ended. */
export type RunEndState = "Completed" | "Failed" | "Stopped";

export interface RunResult {
  readonly state: RunEndState;
  /** Why it did not start or failed; empty when it completed. */
  readonly errors: readonly RunError[];
  /** In the order of the pipeline. */
  readonly snaps: readonly SnapReport[];
  /** First documents of the open outputs as JSON shows them, by view label; at most `limits.answerDocumentsMax` each. */
  readonly outputs: Readonly<Record<string, readonly JsonObject[]>>;
  /** Documents that went out of Snaps, error views apart. */
  readonly documents: number;
  readonly errorDocuments: number;
  readonly durationMs: number;
}

/** Progress of a run at one moment. */
export interface RunProgress {
  readonly snaps: readonly SnapReport[];
  readonly documents: number;
  readonly errorDocuments: number;
}

export type SnapState = "NoUpdate" | "Started" | "Completed" | "Failed" | "Stopped" | "Skipped";

export interface SnapReport {
  readonly id: string;
  readonly label: string;
  readonly classId: string;
  readonly state: SnapState;
  readonly inputs: readonly ViewCount[];
  readonly outputs: readonly ViewCount[];
  readonly errorViews: readonly ViewCount[];
  /** Documents that failed, whatever the error behaviour did with them. */
  readonly errorCount: number;
  /** From the first to the last item that passed, or till now. */
  readonly activeMs: number;
  /** The first error, when there is one. */
  readonly error?: RunError;
  readonly warnings: readonly string[];
  /** First documents per output view, in a preview. */
  readonly preview?: Readonly<Record<string, readonly JsonObject[]>>;
}

export interface ViewCount {
  readonly id: string;
  readonly label: string;
  /** Documents or binaries that passed. */
  readonly items: number;
}

export interface RunError {
  readonly snapId?: string;
  readonly snapLabel?: string;
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
  /** The finding behind it, when the run could not start. */
  readonly finding?: Finding;
}
