import type { Clock } from "../base/clock.ts";
import type { Finding } from "../base/finding.ts";
import type { Limits } from "../base/limits.ts";
import { type Logger, silentLogger } from "../base/logger.ts";
import { createEgress } from "../engine/egress/create-egress.ts";
import { type EgressPolicy, publicOnly } from "../engine/egress/egress-policy.ts";
import { checkEgressPolicy } from "../engine/egress/egress-rules.ts";
import type { Executor } from "../engine/executor.ts";
import { openDiskBlobStore } from "../files/disk-blob-store.ts";
import type { Pipeline } from "../pipeline/model.ts";
import type { SnapShapes } from "../pipeline/snap-shape.ts";
import { openStore } from "../store/open-store.ts";
import { findOrg } from "./access.ts";
import { createAccounts } from "./accounts/create-accounts.ts";
import { lintAccounts } from "./accounts/lint-accounts.ts";
import { createKnowledgeEngine } from "./assets/create-knowledge-engine.ts";
import { outsideReaders } from "./assets/loads/outside-readers.ts";
import { type AssetServices, openAssets } from "./assets/open-assets.ts";
import { createAudit } from "./audit/create-audit.ts";
import { type AdminOptions, bootstrap } from "./bootstrap.ts";
import { Changes } from "./changes.ts";
import type { Control } from "./control.ts";
import type { Core } from "./core.ts";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { createFigures } from "./figures.ts";
import { createFiles } from "./files/create-files.ts";
import { isReferenced } from "./files/release-blob.ts";
import { createIdentity } from "./identity/create-identity.ts";
import { createOAuth } from "./oauth/create-oauth.ts";
import { documentFetcher } from "./oauth/fetch-document.ts";
import { defaultOAuthSettings, type OAuthSettings } from "./oauth/oauth-settings.ts";
import { createOrgs } from "./orgs/create-orgs.ts";
import { createPipelines } from "./pipelines/create-pipelines.ts";
import type { PipelineCheck } from "./pipelines/import-pipeline.ts";
import { createRuns } from "./runs/create-runs.ts";
import { failInterruptedRuns } from "./runs/run-journal.ts";
import { RunQueue } from "./runs/run-queue.ts";
import { RunService } from "./runs/run-service.ts";
import { BackgroundWork } from "./sample/background-work.ts";
import { publishSampleAsset } from "./sample/sample-asset.ts";
import type { MasterKey } from "./secrets/master-key.ts";
import { settleKeyFile } from "./secrets/rotate-secrets.ts";
import { SecretVault } from "./secrets/secret-vault.ts";
import { Serial } from "./serial.ts";
import { createCallTasks, failInterruptedTasks } from "./sessions/create-call-tasks.ts";
import { answerInterrupted, createSessionEvents } from "./sessions/create-session-events.ts";
import { createSessions } from "./sessions/create-sessions.ts";
import { createTasks } from "./tasks/create-tasks.ts";
import { Scheduler } from "./tasks/scheduler.ts";
import { createSnaplexes, forgetNodes } from "./snaplexes/create-snaplexes.ts";
import { sampleRows } from "../knowledge/process/sample/sample-rows.ts";

/** What the control plane is built from. */
export interface ControlDependencies {
  /** Made when it is not there; locked for this process until disposal. */
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Lowercase letters and digits; tokens carry it and are good for it alone. */
  readonly region: string;
  readonly executor: Executor;
  readonly shapes: SnapShapes;
  readonly lint: (pipeline: Pipeline, shapes: SnapShapes) => readonly Finding[];
  /** Absolute directories that `file:///` paths may reach; none by default. */
  readonly allowedFileDirectories: readonly string[];
  /** What runs may reach of the network; public addresses alone when absent. */
  readonly egress?: EgressPolicy;
  /** Of the product, shown by nodes. */
  readonly version: string;
  /** For the first start; `admin` and a generated password when absent. */
  readonly admin?: AdminOptions;
  /** The built-in issuer and 15 minutes when absent. */
  readonly oauth?: OAuthSettings;
  /** Connection strings of PostgreSQL by the names that data models use; none when absent. */
  readonly dataConnections?: Readonly<Record<string, string>>;
  /** Folder with the package that a first start adds; none when absent. */
  readonly sampleAssetFolder?: string;
  /** The operator's key for secrets; one in a file of the data directory when absent. */
  readonly secretKey?: MasterKey | undefined;
  /** Told what goes wrong in the background; nobody is when absent. */
  readonly logger?: Logger;
  /** How documents of external issuers are fetched; the network when absent. */
  readonly fetch?: typeof fetch;
}

/**
 * Opens the control plane on its data directory: mends what a killed process left, and fills an empty directory.
 * Disposal stops the runs, writes what is still to be written and gives the directory free.
 */
export async function createControl(
  dependencies: ControlDependencies,
): Promise<Control & AsyncDisposable> {
  await using cleanUp = new AsyncDisposableStack();
  const directory = cleanUp.use(await openDataDirectory(dependencies.dataDirectory));
  const core = await openCore(dependencies, directory, cleanUp);
  await settleKeyFile(core.store, directory.path);
  await failInterruptedRuns(core);
  await answerInterrupted(core);
  await failInterruptedTasks(core);
  await forgetNodes(core);
  await core.blobs.sweep((sha256) => isReferenced(core, sha256));
  const { recover, ...services } = createServices(dependencies, core, directory, cleanUp);
  await recover();
  const { sampleAssetFolder } = dependencies;
  const firstStart = await bootstrap(core, services, dependencies.admin ?? {}, sampleAssetFolder);
  const { packages, identity } = services;
  const { logger = silentLogger } = dependencies;
  cleanUp.use(
    new BackgroundWork((signal) =>
      publishSampleAsset({ core, packages, logger, operator: () => identity.operator() }, signal),
    ),
  );
  const resources = cleanUp.move();
  return {
    ...services,
    ...(firstStart === undefined ? {} : { firstStart }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function openCore(
  { clock, limits, region, version }: ControlDependencies,
  directory: DataDirectory,
  cleanUp: AsyncDisposableStack,
): Promise<Core> {
  const store = cleanUp.adopt(await openStore(directory.databasePath), (open) => open.destroy());
  const blobs = await openDiskBlobStore(directory.filesPath);
  return {
    store,
    blobs,
    clock,
    limits,
    region,
    version,
    blobChanges: new Serial(),
    changes: new Changes(),
  };
}

function createServices(
  dependencies: ControlDependencies,
  core: Core,
  directory: DataDirectory,
  cleanUp: AsyncDisposableStack,
): Control & Pick<AssetServices, "recover"> {
  const { executor, shapes, lint, allowedFileDirectories } = dependencies;
  const egress = dependencies.egress ?? publicOnly;
  checkEgressPolicy(egress);
  const vault = new SecretVault({
    store: core.store,
    dataDirectory: directory.path,
    operatorKey: dependencies.secretKey,
  });
  const check: PipelineCheck = async (pipeline, { caller, project }) => {
    const org = await findOrg(core.store, caller, project.org);
    const user = { org, role: org.role };
    return [
      ...lint(pipeline, shapes),
      ...(await lintAccounts(core.store, shapes, pipeline, project, user)),
    ];
  };
  const queue = new RunQueue(core.limits);
  const audit = cleanUp.use(createAudit(core));
  const { spillPath } = directory;
  const runs = cleanUp.use(
    new RunService({ core, executor, queue, spillPath, allowedFileDirectories, egress, vault }),
  );
  const identity = createIdentity(core);
  const oauth = createOAuth({
    core,
    dataDirectory: directory.path,
    operatorKey: dependencies.secretKey,
    identity,
    audit,
    settings: dependencies.oauth ?? defaultOAuthSettings,
    fetchDocument: documentFetcher(core.limits, dependencies.fetch ?? fetch),
  });
  const pipelines = createPipelines(core, check);
  const ownRuns = createRuns(core, runs, check);
  const { assets, packages, recover } = cleanUp.use(
    createAssetServices(dependencies, core, directory, { pipelines, runs: ownRuns }),
  );
  return {
    identity,
    oauth,
    orgs: createOrgs(core),
    pipelines,
    accounts: createAccounts({
      core,
      vault,
      audit,
      egress: () => createEgress(egress, core.limits),
    }),
    files: createFiles(core),
    snaplexes: createSnaplexes(core, (snaplexId) => queue.load(snaplexId)),
    runs: ownRuns,
    assets,
    packages,
    recover,
    audit,
    figures: createFigures(core, audit, assets),
    changes: core.changes,
    sessions: cleanUp.use(createSessions(core)),
    sessionEvents: createSessionEvents(core),
    callTasks: createCallTasks(core),
    tasks: createTasks(core, ownRuns),
    openScheduler: () => new Scheduler(core, ownRuns),
  };
}

function createAssetServices(
  { dataConnections: connections = {} }: ControlDependencies,
  core: Core,
  directory: DataDirectory,
  services: Pick<Control, "pipelines" | "runs">,
): AssetServices {
  const { clock, limits } = core;
  const { spillPath } = directory;
  const outside = outsideReaders({
    limits,
    spillDirectory: spillPath,
    connections,
    generate: sampleRows,
  });
  const { postgresUrl } = outside;
  const engine = createKnowledgeEngine({ clock, limits, tempDirectory: spillPath, postgresUrl });
  return openAssets({ core, directory, engine, outside, ...services });
}
