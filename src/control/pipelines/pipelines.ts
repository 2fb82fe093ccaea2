import type { Finding } from "../../base/finding.ts";
import type { Caller } from "../caller.ts";
import type { Where } from "../where.ts";

/** Stored pipelines and their versions. */
export interface Pipelines {
  /**
   * Stores an SLP whole. Refuses with `invalid-pipeline` when it cannot be read, and with `already-exists` when
   * `duplicateCheck` is on and the project has a pipeline of that name. What lint finds does not stop the import.
   */
  import(caller: Caller, order: PipelineImport): Promise<ImportedPipeline>;
  /** Refuses with `not-found` and near names. */
  get(caller: Caller, target: PipelineTarget): Promise<StoredPipeline>;
  /** The pipelines of a project, or of the whole org without `projectPath`, by path. */
  list(caller: Caller, where: Where): Promise<readonly PipelineInfo[]>;
  /** Newest first. */
  versions(caller: Caller, target: PipelineTarget): Promise<readonly PipelineVersion[]>;
  /** By its `snode_id`; the newest version without `version`. Refuses with `not-found`. */
  bySnode(caller: Caller, snodeId: string, version?: number): Promise<StoredPipeline>;
  /** One version; the newest without `version`. */
  content(caller: Caller, target: PipelineTarget, version?: number): Promise<StoredPipeline>;
}

export interface PipelineImport extends Where {
  /** The text of the SLP. */
  readonly slp: string;
  /** The label in the SLP when absent. */
  readonly name?: string | undefined;
  readonly duplicateCheck: boolean;
}

/** A stored pipeline: by `/org/project/…/name`, or by its name in a project. */
export interface PipelineTarget extends Where {
  readonly path?: string | undefined;
  readonly name?: string | undefined;
}

export interface PipelineInfo {
  readonly name: string;
  /** `/Org/Project/Name`. */
  readonly path: string;
  readonly org: string;
  readonly projectPath: string;
  /** Stays through overwriting. */
  readonly snodeId: string;
  /** Counts from 1. */
  readonly version: number;
  readonly createdMs: number;
  readonly updatedMs: number;
}

export interface ImportedPipeline extends PipelineInfo {
  readonly action: "created" | "overwritten";
  readonly findings: readonly Finding[];
}

export interface StoredPipeline extends PipelineInfo {
  /** The SLP as it was imported, byte for byte. */
  readonly slp: string;
}

export interface PipelineVersion {
  readonly version: number;
  /** Name of the user. */
  readonly author: string;
  readonly createdMs: number;
  /** Bytes. */
  readonly size: number;
}
