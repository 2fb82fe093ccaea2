import { createEdge } from "../../src/edge/create-edge.ts";
import { defaultEdgeSettings, type EdgeSettings } from "../../src/edge/edge-settings.ts";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import { silentLogger } from "../../src/base/logger.ts";
import { refusingControl } from "./refusing-control.ts";

export interface ServedFront extends AsyncDisposable {
  readonly url: string;
}

/** A server in proxy mode, in front of whatever listens at `host`. */
export async function serveFront(
  host: string | undefined,
  options: {
    readonly timeoutMs?: number;
    readonly limits?: Partial<Limits>;
    readonly settings?: Partial<EdgeSettings>;
  } = {},
): Promise<ServedFront> {
  const edge = createEdge({
    control: refusingControl(),
    platformMcp: { kind: "proxy", host, timeoutMs: options.timeoutMs ?? 60_000 },
    settings: { ...defaultEdgeSettings, closeGraceMs: 100, ...options.settings },
    limits: { ...defaultLimits, ...options.limits },
    logger: silentLogger,
    version: "0.0.0",
  });
  const { url } = await edge.listen(0, "127.0.0.1");
  return { url, [Symbol.asyncDispose]: () => edge.close() };
}
