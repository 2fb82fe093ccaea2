import { printJson } from "../base/json.ts";
import type { Envelope } from "../tools/envelope.ts";

/** An envelope as the result of `tools/call`: once as structure and once as its JSON text. */
export function toolResult(envelope: Envelope): {
  content: { type: "text"; text: string }[];
  structuredContent: Record<string, unknown>;
  isError: boolean;
} {
  return {
    content: [{ type: "text", text: printJson(envelope) }],
    structuredContent: { ...envelope },
    isError: !envelope.success,
  };
}
