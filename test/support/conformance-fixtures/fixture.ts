import type { Call } from "../../../src/mcp/call.ts";
import { type Result, resultOf } from "../../../src/mcp/result.ts";
import type { TaskSupport } from "../../../src/mcp/surface.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** A tool that the conformance suite calls by name. */
export interface FixtureTool {
  readonly name: string;
  readonly inputSchema?: Fields;
  readonly taskSupport?: TaskSupport;
  /** Arguments that a header repeats: `Mcp-Param-<name>` by the path in the arguments. */
  readonly headerArguments?: Readonly<Record<string, readonly string[]>>;
  run(call: Call, given: Fields): Promise<Result> | Result;
}

export interface FixturePrompt {
  readonly name: string;
  readonly arguments?: readonly string[];
  render(call: Call, given: Fields): Promise<Result> | Result;
}

export function textResult(text: string): Result {
  return resultOf({ content: [{ type: "text", text }] });
}

export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new Error("aborted"));
    });
  });
}

/** A PNG of one red pixel. */
export const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

/** A WAV without a sample. */
export const wav = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";
