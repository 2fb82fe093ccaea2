import { createEdge } from "../../src/edge/create-edge.ts";
import { defaultEdgeSettings } from "../../src/edge/edge-settings.ts";
import { defaultLimits } from "../../src/base/limits.ts";
import { silentLogger } from "../../src/base/logger.ts";
import { type ServedEdge, serveEdge, type ServeOptions } from "./serve-edge.ts";

export type Serve = typeof serveEdge;

/** The two ways in which the MCP paths are served; every scenario of the contract holds in both. */
export const serveModes = {
  embedded: serveEdge,
  "through a proxy": serveThroughProxy,
} as const;

/** A server that stands in front of another one; the tests talk to the first and both have one set of users. */
async function serveThroughProxy(options: ServeOptions = {}): Promise<ServedEdge> {
  const { hosts: _hosts, originHosts: _origins, ...shared } = options.settings ?? {};
  const behind = await serveEdge({ ...options, settings: shared });
  const front = createEdge({
    control: behind.control,
    platformMcp: { kind: "proxy", host: behind.url, timeoutMs: 60_000 },
    settings: { ...defaultEdgeSettings, closeGraceMs: 100, ...options.settings },
    limits: { ...defaultLimits, ...options.limits },
    logger: silentLogger,
    version: "0.0.0",
  });
  const { url } = await front.listen(0, "127.0.0.1");
  return {
    ...behind,
    url,
    close: () => front.close(),
    async [Symbol.asyncDispose]() {
      await front.close();
      await behind[Symbol.asyncDispose]();
    },
  };
}
