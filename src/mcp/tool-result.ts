import { Refusal } from "../base/errors.ts";
import { printJson } from "../base/json.ts";
import { type Envelope, failure } from "../tools/envelope.ts";
import type { Result } from "./result.ts";

/**
 * An envelope as the result of `tools/call`: once as structure and once as its JSON text, printed once. One that prints
 * to more than `bytesMax` becomes a failure that says so.
 */
export function toolResult(envelope: Envelope, bytesMax: number): Result {
  const text = printJson(envelope);
  // A character takes at most three bytes, so most answers are never measured.
  if (text.length * 3 > bytesMax && Buffer.byteLength(text) > bytesMax) {
    const response = failure(tooLarge(bytesMax));
    return toolResult({ ...envelope, success: false, response }, Infinity);
  }
  const content = `[{"type":"text","text":${JSON.stringify(text)}}]`;
  return {
    text: `{"content":${content},"structuredContent":${text},"isError":${String(!envelope.success)}}`,
  };
}

function tooLarge(bytesMax: number): Refusal {
  return new Refusal(
    "too-large",
    "The answer is too large",
    `One answer may have ${bytesMax} bytes (callAnswerBytesMax); what the tool did is done.`,
    "Ask for less: a smaller `limit`, `max_bytes`, or fewer details.",
  );
}
