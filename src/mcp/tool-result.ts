import { printJson } from "../base/json.ts";
import type { Envelope } from "../tools/envelope.ts";
import type { Result } from "./result.ts";

/** An envelope as the result of `tools/call`: once as structure and once as its JSON text, printed once. */
export function toolResult(envelope: Envelope): Result {
  const text = printJson(envelope);
  const content = `[{"type":"text","text":${JSON.stringify(text)}}]`;
  return {
    text: `{"content":${content},"structuredContent":${text},"isError":${String(!envelope.success)}}`,
  };
}
