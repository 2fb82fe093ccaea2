import { Refusal } from "../../base/errors.ts";
import { printJson } from "../../base/json.ts";
import type { Result } from "../../mcp/result.ts";
import type { AssetToolResult } from "../../tools/assets/asset-tool-result.ts";

/** The result of a tool, printed; one that prints to more than `bytesMax` becomes an error that says so. */
export function assetResult(result: AssetToolResult, bytesMax: number): Result {
  const text = printJson(result);
  return isTooLarge(text, bytesMax) ? errorResult(sentencesOf(answerTooLarge(bytesMax))) : { text };
}

/** A result that is an error, in words. */
export function errorResult(text: string): Result {
  return { text: printJson({ content: [{ type: "text", text }], isError: true }) };
}

export function isTooLarge(text: string, bytesMax: number): boolean {
  // A character takes at most three bytes, so most answers are never measured.
  return text.length * 3 > bytesMax && Buffer.byteLength(text) > bytesMax;
}

export function answerTooLarge(bytesMax: number): Refusal {
  return new Refusal(
    "too-large",
    "The answer is too large",
    `One answer may have ${bytesMax} bytes (callAnswerBytesMax); what the tool did is done.`,
    "Ask for less: fewer columns, or a smaller `page_size`.",
  );
}

function sentencesOf({ message, reason, resolution }: Refusal): string {
  return `${message}. ${reason} ${resolution}`;
}
