import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { systemClock } from "./base/clock.ts";
import { newSecret } from "./base/ids.ts";
import { defaultLimits, type Limits } from "./base/limits.ts";
import type { Logger } from "./base/logger.ts";
import type { App } from "./cli/app-contract.ts";
import type { AppSettings } from "./cli/app-settings.ts";
import { createControl } from "./control/create-control.ts";
import { WorkerExecutor } from "./control/execution/worker-executor.ts";
import { type AssetEdge, createAssetEdge } from "./edge/assets/asset-edge.ts";
import { recordAssetCall } from "./edge/assets/record-asset-call.ts";
import { createEdge } from "./edge/create-edge.ts";
import { defaultEdgeSettings, loopbackNames } from "./edge/edge-settings.ts";
import { createCatalogue } from "./engine/catalogue.ts";
import { assetEndpointTimes } from "./mcp/asset/asset-endpoint.ts";
import { endpointTimes } from "./mcp/endpoint-times.ts";
import { createMcpEndpoint } from "./mcp/mcp-endpoint.ts";
import { toolboxSurface } from "./mcp/toolbox-surface.ts";
import type { McpParts } from "./mcp/mcp-parts.ts";
import { serveStdio } from "./mcp/stdio.ts";
import { lintPipeline } from "./pipeline/lint.ts";
import { createPygen } from "./pygen/create-pygen.ts";
import { loadPipelineExamples } from "./pygen/load-pipeline-examples.ts";
import { snaps } from "./snaps/catalog.gen.ts";
import { knownSnaps } from "./snaps/known/known-snaps.ts";
import { assetTools } from "./tools/assets/catalog.gen.ts";
import { createAssetToolbox } from "./tools/assets/create-asset-toolbox.ts";
import { createToolbox } from "./tools/toolbox.ts";
import { platformTools } from "./tools/platform/catalog.gen.ts";
import { pygenTools } from "./tools/pygen/catalog.gen.ts";
import { prompts } from "./tools/prompts/catalog.gen.ts";
import { version } from "./version.ts";

/** The package that a first start adds. */
const sampleAssetFolder = fileURLToPath(
  new URL("../examples/assets/order-to-cash", import.meta.url),
);

export interface AppOptions {
  readonly logger: Logger;
  readonly limits?: Partial<Limits>;
}

/** Opens the product on its data directory and wires every part to the others. */
export async function openApp(
  settings: AppSettings,
  options: AppOptions,
): Promise<App & AsyncDisposable> {
  const { logger } = options;
  const limits: Limits = { ...defaultLimits, ...settings.limits, ...options.limits };
  const clock = systemClock;
  const executor = new WorkerExecutor(clock);
  const catalogue = createCatalogue(snaps, knownSnaps);
  const control = await createControl({
    dataDirectory: settings.dataDirectory,
    clock,
    limits,
    region: settings.region,
    executor,
    shapes: catalogue,
    lint: lintPipeline,
    allowedFileDirectories: settings.allowedFileDirectories,
    egress: settings.egress,
    version,
    admin: settings.admin,
    oauth: settings.oauth,
    dataConnections: settings.dataConnections,
    logger,
    secretKey: settings.secretKey,
    ...(settings.sampleAsset ? { sampleAssetFolder } : {}),
  });
  const toolbox = createToolbox({
    control,
    pygen: createPygen(catalogue, loadPipelineExamples),
    tools: settings.pygen ? [...platformTools, ...pygenTools] : platformTools,
    prompts,
    limits,
    clock,
    logger,
  });
  const newRequestId = randomUUID;
  const assetEdge = (): AssetEdge =>
    createAssetEdge({
      assets: control.assets,
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
      times: assetEndpointTimes,
    });
  const publicUrls = settings.publicUrl === undefined ? [] : [settings.publicUrl];
  const parts: McpParts = {
    surface: toolboxSurface({ toolbox, clock, limits, newRequestId, progressIntervalMs: 5_000 }),
    limits,
    clock,
    logger,
    serverInfo: { name: "slipway", version },
    newSessionId: newSecret,
    newRequestId,
  };
  return {
    control,
    serve: async ({ scheduler = true } = {}) => {
      const edge = createEdge({
        control,
        platformMcp:
          settings.upstream === undefined
            ? {
                kind: "embedded",
                endpoint: createMcpEndpoint({
                  ...parts,
                  sessions: control.sessions,
                  events: control.sessionEvents,
                  tasks: control.callTasks,
                  ...endpointTimes,
                }),
              }
            : { kind: "proxy", ...settings.upstream },
        settings: {
          ...defaultEdgeSettings,
          hosts: [
            ...loopbackNames,
            settings.host,
            ...settings.allowedHosts,
            ...publicUrls.map((url) => new URL(url).hostname),
          ],
          originHosts: [...loopbackNames, ...settings.allowedOrigins, ...publicUrls],
          corsOrigins: settings.allowedOrigins,
          unusableAuthorization: settings.unusableAuthorization,
          ...(settings.publicUrl === undefined ? {} : { publicUrl: settings.publicUrl }),
        },
        ...(settings.assets ? { assets: assetEdge() } : {}),
        limits,
        logger,
        version,
      });
      executor.keepWarm(limits.runHeapMibMax);
      const { url } = await edge.listen(settings.port, settings.host);
      const tasks = scheduler ? control.openScheduler() : undefined;
      const close = async (): Promise<void> => {
        await tasks?.[Symbol.asyncDispose]();
        await edge.close();
      };
      return { url, close };
    },
    serveStdio: async (userName, input, output, signal) => {
      const caller = await control.identity.operator(userName);
      await serveStdio(parts, caller, { input, output }, signal);
    },
    [Symbol.asyncDispose]: async () => {
      await control[Symbol.asyncDispose]();
      await executor[Symbol.asyncDispose]();
    },
  };
}
