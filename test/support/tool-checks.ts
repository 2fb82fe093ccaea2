import assert from "node:assert/strict";
import { platformTools } from "../../src/tools/platform/catalog.gen.ts";
import { pygenTools } from "../../src/tools/pygen/catalog.gen.ts";
import type { McpSession, ToolAnswer } from "./mcp-session.ts";

/** The response of a call that succeeded, checked against the tool's own schema. */
export async function responseOf(
  session: McpSession,
  tool: string,
  given: object,
): Promise<ToolAnswer["response"]> {
  const { success, response } = await session.call(tool, given);
  assert.equal(success, true, JSON.stringify(response));
  const called = [...platformTools, ...pygenTools].find(
    ({ name, aliases }) => name === tool || aliases.includes(tool),
  );
  called?.response.parse(response);
  return response;
}

/** The three sentences of a call that failed, as one text. */
export async function refusalOf(session: McpSession, tool: string, given: object): Promise<string> {
  const { success, response } = await session.call(tool, given);
  assert.equal(success, false, JSON.stringify(response));
  const sentences = ["error", "reason", "resolution"].map((part) => response[part]);
  for (const sentence of sentences) assert.ok(typeof sentence === "string" && sentence.length > 0);
  return sentences.join(" | ");
}
