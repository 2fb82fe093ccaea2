import type {
  EventLogOptions,
  Guess,
} from "../../knowledge/data/event-log-import/event-log-import.ts";
import type { EventLogFacts } from "../../knowledge/process/event-log-facts.ts";
import type { PackageFinding } from "./package-finding.ts";
import type { AssetCallCounts } from "./assets.ts";
import type { Caller } from "../caller.ts";
import type { Principal } from "../identity/principal.ts";

/**
 * Packages of an org: files that define data models, knowledge models and assets, with the data itself. A package has
 * one draft, which is edited, and versions, which never change; one of them is deployed and answers.
 */
export interface Packages {
  /** Those that the caller may edit or use, by key. */
  list(caller: Caller, org: string | undefined): Promise<readonly Package[]>;
  get(caller: Caller, where: PackageWhere): Promise<PackageDetail>;
  /** Members of the org may; whoever creates a package may edit it. Refuses a taken key. */
  create(caller: Caller, where: PackageWhere, name?: string): Promise<PackageDetail>;
  /** Removes the package with every version, all its data and its endpoints. */
  remove(caller: Caller, where: PackageWhere): Promise<void>;

  files(caller: Caller, where: PackageWhere, version?: string): Promise<readonly PackageFile[]>;
  openFile(
    caller: Caller,
    where: PackageWhere,
    path: string,
    version?: string,
  ): Promise<OpenPackageFile>;
  /** Writes one file of the draft, whole or not at all. */
  writeFile(
    caller: Caller,
    where: PackageWhere,
    file: NewPackageFile,
    signal: AbortSignal,
  ): Promise<PackageFile>;
  removeFile(caller: Caller, where: PackageWhere, path: string): Promise<void>;
  /** Makes these files the draft, all at once; makes the package when it is not there. */
  importDraft(
    caller: Caller,
    where: PackageWhere,
    files: AsyncIterable<NewPackageFile>,
    signal: AbortSignal,
  ): Promise<PackageDetail>;

  /** The same from a ZIP archive of the folder. */
  importZip(
    caller: Caller,
    where: PackageWhere,
    content: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<PackageDetail>;
  /** The draft or a version as a ZIP archive. */
  exportZip(
    caller: Caller,
    where: PackageWhere,
    version?: string,
  ): Promise<AsyncIterable<Uint8Array>>;

  /** Guesses what a file of the draft with an event log is, writes a data model for it, and begins to load it. */
  guessEventLog(
    caller: Caller,
    where: PackageWhere,
    order: EventLogOrder,
    signal: AbortSignal,
  ): Promise<GuessedEventLog>;
  /** Writes a knowledge model over a data model that is loaded, and an asset with every tool that needs no settings. */
  autoModel(
    caller: Caller,
    where: PackageWhere,
    dataModel: string,
    signal: AbortSignal,
  ): Promise<PackageDetail>;
  /** Every event log of the draft or a version in numbers, as it is loaded. */
  eventLogs(
    caller: Caller,
    where: PackageWhere,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly CountedEventLog[]>;

  /** Everything that is wrong with the draft or a version, also in view of its data as far as that is loaded. */
  validate(caller: Caller, where: PackageWhere, version?: string): Promise<PackageValidation>;
  /**
   * Makes the draft a version, which answers from then on. A draft that has errors does not become one; and one whose
   * data is not loaded is not yet: that is begun, and whoever asked asks once more when it is there.
   */
  publish(caller: Caller, where: PackageWhere, order: PublishOrder): Promise<PublishOutcome>;
  /** Newest first. */
  versions(caller: Caller, where: PackageWhere): Promise<readonly PackageVersion[]>;
  /**
   * Lets a version answer, an earlier one to roll back: at once when its data is there, else as soon as it is loaded,
   * till when the one before goes on.
   */
  activate(caller: Caller, where: PackageWhere, version: string): Promise<PackageVersion>;
  /** Nothing answers any more, save the draft. */
  unpublish(caller: Caller, where: PackageWhere): Promise<PackageDetail>;
  diff(caller: Caller, where: PackageWhere, from: string, to: string): Promise<PackageDiff>;
  /** The recorded questions of the draft, with what is wrong with those that cannot be read. */
  questions(caller: Caller, where: PackageWhere): Promise<RecordedQuestions>;

  /** A caller of the platform as assets see it. */
  principalOf(caller: Caller): Promise<Principal>;

  grants(caller: Caller, where: PackageWhere): Promise<readonly AssetGrant[]>;
  /** `none` takes the permission away. */
  permit(caller: Caller, where: PackageWhere, order: GrantOrder): Promise<readonly AssetGrant[]>;

  loads(caller: Caller, where: PackageWhere): Promise<readonly DataLoad[]>;
  /** Loads the data models anew from where their rows come from, or the one named. Answers go on meanwhile. */
  refresh(caller: Caller, where: PackageWhere, dataModel?: string): Promise<readonly DataLoad[]>;
  /** Resolves when no data of the package is being loaded any more. */
  loaded(caller: Caller, where: PackageWhere, signal: AbortSignal): Promise<readonly DataLoad[]>;
  callCounts(caller: Caller, where: PackageWhere): Promise<readonly AssetCallCounts[]>;
}

export interface PackageWhere {
  readonly org: string | undefined;
  readonly key: string;
}

export interface Package {
  readonly id: string;
  readonly org: string;
  readonly key: string;
  readonly name: string;
  /** What the caller may do. */
  readonly permission: AssetPermission;
  readonly deployedVersion?: string;
  /** Answers as soon as its data is loaded. */
  readonly pendingVersion?: string;
  readonly createdBy: string;
  readonly createdMs: number;
  readonly updatedMs: number;
}

export interface PackageDetail extends Package {
  /** Of the draft and of the deployed version. */
  readonly assets: readonly PackageAsset[];
}

export interface PackageAsset {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly knowledgeModel: string;
  readonly tools: readonly string[];
  readonly rateLimitPerMinute: number;
  /** Where it is: in the draft, in the deployed version, in both. */
  readonly in: readonly ("draft" | "published")[];
}

export interface PackageFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly updatedBy: string;
  readonly updatedMs: number;
}

export interface OpenPackageFile {
  readonly file: PackageFile;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface NewPackageFile {
  /** With `/`, from the folder of the package: `data/orders.csv`. */
  readonly path: string;
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
}

export interface EventLogOrder {
  /** Path in the package: `data/receipts.csv`. */
  readonly file: string;
  /** What is not to be guessed. */
  readonly options: EventLogOptions;
}

export interface GuessedEventLog {
  readonly dataModel: string;
  readonly guesses: readonly Guess[];
  readonly findings: readonly PackageFinding[];
}

export interface CountedEventLog extends EventLogFacts {
  readonly dataModel: string;
  readonly eventLog: string;
}

export interface PublishOrder {
  /** The version as such, above all there are: `1.2.0`. */
  readonly version?: string;
  /** Which part of the newest version to count up, when none is named; `patch` when absent. */
  readonly bump?: "major" | "minor" | "patch";
  readonly summary?: string;
}

export interface PackageVersion {
  readonly version: string;
  readonly summary: string;
  readonly publishedBy: string;
  readonly publishedMs: number;
  readonly deployed: boolean;
  readonly pending: boolean;
}

export interface PackageValidation {
  readonly findings: readonly PackageFinding[];
  /** False while data is being loaded: columns are then not checked. */
  readonly withData: boolean;
}

export type PublishOutcome =
  | {
      readonly kind: "published";
      readonly version: PackageVersion;
      /** Warnings; a version has no errors. */
      readonly findings: readonly PackageFinding[];
    }
  | { readonly kind: "refused"; readonly findings: readonly PackageFinding[] }
  /** The data of the draft has to be there before it can be checked; it is being loaded. */
  | { readonly kind: "loading"; readonly loads: readonly DataLoad[] };

export interface PackageDiff {
  readonly from: string;
  readonly to: string;
  readonly files: readonly Difference[];
  /** Things inside the YAML files: `knowledge-models/orders.yaml: kpis/ORDER_COUNT`. */
  readonly entities: readonly Difference[];
}

export interface Difference {
  readonly kind: "added" | "removed" | "changed";
  readonly name: string;
}

export interface RecordedQuestions {
  readonly questions: readonly RecordedQuestion[];
  readonly findings: readonly PackageFinding[];
}

/** One call of a tool that is asked again and again, to see what a draft changes. */
export interface RecordedQuestion {
  /** `questions/late-orders.yaml#2`. */
  readonly name: string;
  readonly assetId: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** `EDIT` includes `USE`. */
export type AssetPermission = "USE" | "EDIT";

/** Users, clients, keys and groups by what one calls them; `role` is `member` or `admin` of the org. */
export type GrantSubjectKind = "user" | "client" | "application-key" | "group" | "role";

export interface AssetGrant {
  readonly subjectKind: GrantSubjectKind;
  /** Name of the user, group or role; id of the client or key. */
  readonly subject: string;
  readonly permission: AssetPermission;
  /** The one asset it is about; the whole package when absent. */
  readonly assetId?: string;
  readonly grantedBy: string;
  readonly grantedMs: number;
}

export interface GrantOrder {
  readonly subjectKind: GrantSubjectKind;
  readonly subject: string;
  readonly permission: AssetPermission | "none";
  readonly assetId?: string;
}

export interface DataLoad {
  readonly id: string;
  /** Key of the data model. */
  readonly dataModel: string;
  readonly state: "queued" | "loading" | "ready" | "failed";
  readonly reason: "publish" | "draft" | "refresh" | "interval";
  /** What it is at. */
  readonly progress: string;
  readonly rowCounts: Readonly<Record<string, number>>;
  readonly findings: readonly PackageFinding[];
  /** The newest one that is ready answers. */
  readonly current: boolean;
  readonly queuedMs: number;
  readonly startedMs?: number;
  readonly endedMs?: number;
}
