import { randomUUID } from "node:crypto";
import { z } from "zod";
import { systemClock } from "../../../src/base/clock.ts";
import { newSecret } from "../../../src/base/ids.ts";
import { defaultLimits } from "../../../src/base/limits.ts";
import { silentLogger } from "../../../src/base/logger.ts";
import { createControl } from "../../../src/control/create-control.ts";
import { WorkerExecutor } from "../../../src/control/execution/worker-executor.ts";
import { createEdge } from "../../../src/edge/create-edge.ts";
import { defaultEdgeSettings } from "../../../src/edge/edge-settings.ts";
import { mcpPath } from "../../../src/edge/mcp-path.ts";
import { createCatalogue } from "../../../src/engine/catalogue.ts";
import { endpointTimes } from "../../../src/mcp/endpoint-times.ts";
import { createMcpEndpoint } from "../../../src/mcp/mcp-endpoint.ts";
import { toolboxSurface } from "../../../src/mcp/toolbox-surface.ts";
import { lintPipeline } from "../../../src/pipeline/lint.ts";
import { createPygen } from "../../../src/pygen/create-pygen.ts";
import { snaps } from "../../../src/snaps/catalog.gen.ts";
import { defineTool } from "../../../src/tools/define-tool.ts";
import { platformTools } from "../../../src/tools/platform/catalog.gen.ts";
import { createToolbox } from "../../../src/tools/toolbox.ts";
import { reportUsage } from "./report-usage.ts";

/**
 * The product as it is started, with one tool more: authentication, sessions, argument checks, envelope and audit of
 * every call are all there. The first word is its data directory.
 */
const [dataDirectory = "data"] = process.argv.slice(2);

const echo = defineTool({
  name: "echo",
  toolset: "platform",
  title: "Echo",
  description: "Answers with what it was given.",
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: { text: z.string() },
  example: { text: "hello" },
  response: z.object({ text: z.string() }),
  run: (_call, { text }) => Promise.resolve({ text }),
});

const clock = systemClock;
const limits = { ...defaultLimits, sessionsPerCallerMax: 20_000, sessionsMax: 20_000 };
const logger = silentLogger;
const newRequestId = randomUUID;
const catalogue = createCatalogue(snaps);
const control = await createControl({
  dataDirectory,
  clock,
  limits,
  region: "local",
  executor: new WorkerExecutor(clock),
  shapes: catalogue,
  lint: lintPipeline,
  allowedFileDirectories: [],
  version: "bench",
  admin: { name: "admin", password: "correct horse battery staple" },
});
const toolbox = createToolbox({
  control,
  pygen: createPygen(catalogue, () => Promise.resolve([])),
  tools: [...platformTools, echo],
  prompts: [],
  limits,
  clock,
  logger,
});
const endpoint = createMcpEndpoint({
  surface: toolboxSurface({ toolbox, limits, clock, newRequestId, progressIntervalMs: 5_000 }),
  limits,
  clock,
  logger,
  serverInfo: { name: "slipway", version: "bench" },
  newSessionId: newSecret,
  newRequestId,
  sessions: control.sessions,
  events: control.sessionEvents,
  tasks: control.callTasks,
  ...endpointTimes,
});
const edge = createEdge({
  control,
  platformMcp: { kind: "embedded", endpoint },
  settings: defaultEdgeSettings,
  limits,
  logger,
  version: "bench",
});
const { url } = await edge.listen(0, "127.0.0.1");
const operator = await control.identity.operator();
const { token } = await control.identity.createToken(operator, "admin");
const authorization = `SLToken ${token}`;
process.stdout.write(`${JSON.stringify({ url: `${url}${mcpPath}`, authorization })}\n`);
process.on("SIGINT", () => process.exit());

process.on("SIGINT", () => process.exit());
reportUsage();
