import type { EndpointParts } from "./mcp-parts.ts";

/** The times of the endpoint as the product has them, in milliseconds. */
export const endpointTimes: Pick<
  EndpointParts,
  "keepAliveIntervalMs" | "streamAfterMs" | "taskAfterMs"
> = { keepAliveIntervalMs: 10_000, streamAfterMs: 20, taskAfterMs: 250 };
