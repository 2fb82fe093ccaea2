import { mkdtemp, rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, systemClock } from "../../src/base/clock.ts";
import { newSecret } from "../../src/base/ids.ts";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import { silentLogger } from "../../src/base/logger.ts";
import type { Control } from "../../src/control/control.ts";
import { createControl } from "../../src/control/create-control.ts";
import {
  defaultOAuthSettings,
  type OAuthSettings,
} from "../../src/control/oauth/oauth-settings.ts";
import { WorkerExecutor } from "../../src/control/execution/worker-executor.ts";
import type { Assets } from "../../src/control/assets/assets.ts";
import { type AssetTimes, createAssetEdge } from "../../src/edge/assets/asset-edge.ts";
import { assetEndpointTimes } from "../../src/mcp/asset/asset-endpoint.ts";
import { assetTools } from "../../src/tools/assets/catalog.gen.ts";
import { createAssetToolbox } from "../../src/tools/assets/create-asset-toolbox.ts";
import { recordAssetCall } from "../../src/edge/assets/record-asset-call.ts";
import { createEdge } from "../../src/edge/create-edge.ts";
import { defaultEdgeSettings, type EdgeSettings } from "../../src/edge/edge-settings.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import type { Executor } from "../../src/engine/executor.ts";
import { endpointTimes } from "../../src/mcp/endpoint-times.ts";
import { createMcpEndpoint } from "../../src/mcp/mcp-endpoint.ts";
import type { Surface } from "../../src/mcp/surface.ts";
import { toolboxSurface } from "../../src/mcp/toolbox-surface.ts";
import { lintPipeline } from "../../src/pipeline/lint.ts";
import { createPygen } from "../../src/pygen/create-pygen.ts";
import { loadPipelineExamples } from "../../src/pygen/load-pipeline-examples.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import { knownSnaps } from "../../src/snaps/known/known-snaps.ts";
import { platformTools } from "../../src/tools/platform/catalog.gen.ts";
import { pygenTools } from "../../src/tools/pygen/catalog.gen.ts";
import { prompts } from "../../src/tools/prompts/catalog.gen.ts";
import { createToolbox } from "../../src/tools/toolbox.ts";

export interface ServedEdge extends AsyncDisposable {
  readonly url: string;
  readonly control: Control;
  /** A token of the administrator. */
  readonly token: string;
  readonly close: () => Promise<void>;
}

export interface ServeOptions {
  readonly limits?: Partial<Limits>;
  readonly settings?: Partial<EdgeSettings>;
  readonly clock?: Clock;
  /** What runs pipelines; worker threads when not given. */
  readonly newExecutor?: (clock: Clock) => Executor & AsyncDisposable;
  /** False leaves PyGen unwired. */
  readonly pygen?: boolean;
  /** What is offered instead of the product. */
  readonly surface?: Surface;
  /** Settings of the issuer that are not at their defaults, and the network on which other issuers are. */
  readonly oauth?: Partial<OAuthSettings>;
  readonly fetch?: typeof fetch;
  readonly progressIntervalMs?: number;
  readonly keepAliveIntervalMs?: number;
  /** False takes assets away. */
  readonly assets?: boolean;
  readonly assetTimes?: Partial<AssetTimes>;
  /** Stands between the assets and their endpoints. */
  readonly meddle?: (assets: Assets) => Assets;
}

export const adminPassword = "correct horse battery staple";

/** The whole server on a free port and a new data directory. */
export async function serveEdge(options: ServeOptions = {}): Promise<ServedEdge> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "slipway-edge-"));
  const limits = { ...defaultLimits, ...options.limits };
  const clock = options.clock ?? systemClock;
  const executor = options.newExecutor?.(clock) ?? new WorkerExecutor(clock);
  const catalogue = createCatalogue(snaps, knownSnaps);
  const control = await createControl({
    dataDirectory,
    clock,
    limits,
    region: "local",
    executor,
    shapes: catalogue,
    lint: lintPipeline,
    allowedFileDirectories: [],
    version: "0.0.0",
    admin: { name: "admin", password: adminPassword },
    oauth: { ...defaultOAuthSettings, ...options.oauth },
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  const logger = silentLogger;
  const toolbox = createToolbox({
    control,
    pygen: createPygen(catalogue, loadPipelineExamples),
    tools: options.pygen === false ? platformTools : [...platformTools, ...pygenTools],
    prompts,
    limits,
    clock,
    logger,
  });
  const newRequestId = randomUUID;
  const { progressIntervalMs = 5_000 } = options;
  const mcp = createMcpEndpoint({
    surface:
      options.surface ??
      toolboxSurface({ toolbox, clock, limits, newRequestId, progressIntervalMs }),
    limits,
    clock,
    logger,
    serverInfo: { name: "slipway", version: "0.0.0" },
    newSessionId: newSecret,
    newRequestId,
    sessions: control.sessions,
    events: control.sessionEvents,
    tasks: control.callTasks,
    ...endpointTimes,
    ...(options.keepAliveIntervalMs === undefined
      ? {}
      : { keepAliveIntervalMs: options.keepAliveIntervalMs }),
  });
  const settings = { ...defaultEdgeSettings, closeGraceMs: 100, ...options.settings };
  const edge = createEdge({
    control,
    platformMcp: { kind: "embedded", endpoint: mcp },
    ...(options.assets === false
      ? {}
      : {
          assets: createAssetEdge({
            assets: options.meddle?.(control.assets) ?? control.assets,
            toolbox: createAssetToolbox(assetTools, {
              limits,
              clock,
              logger,
              record: recordAssetCall(control.audit),
            }),
            newRequestId,
            limits,
            clock,
            logger,
            times: { ...assetEndpointTimes, ...options.assetTimes },
          }),
        }),
    settings,
    limits,
    logger,
    version: "0.0.0",
  });
  const { url } = await edge.listen(0, "127.0.0.1");
  const operator = await control.identity.operator();
  const { token } = await control.identity.createToken(operator, "admin");
  return {
    url,
    control,
    token,
    close: () => edge.close(),
    async [Symbol.asyncDispose]() {
      await edge.close();
      await control[Symbol.asyncDispose]();
      await executor[Symbol.asyncDispose]();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
