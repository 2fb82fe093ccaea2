import type { Exchange } from "./exchange.ts";
import type { TroubleName } from "./troubles.ts";

/** Which trouble an answer other than success is the sign of; `begun` says whether initialize had been answered well. */
export function troubleOfAnswer(
  { status, text }: Exchange,
  endpoint: string,
  begun: boolean,
): TroubleName {
  switch (status) {
    case 400:
      return /no session/i.test(text) || begun ? "noSession" : "wrongPath";
    case 401:
      return begun ? "expiredMidway" : "unauthorized";
    case 403:
      return "sourceRefused";
    case 404:
      if (begun) return "noSession";
      return new URL(endpoint).pathname.endsWith("/mcp/pygen") ? "pygenMissing" : "wrongPath";
    case 502:
    case 504:
      return "gateway";
    case 503:
      return /not configured/i.test(text) ? "notConfigured" : "busy";
    case 429:
      return "busy";
    default:
      return "notMcp";
  }
}
