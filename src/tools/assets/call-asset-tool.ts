import { asError } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import { printJson } from "../../base/json.ts";
import type { OpenAsset } from "../../control/assets/assets.ts";
import { CallDeadline, type CallDeadlines } from "../call-deadline.ts";
import { QuestionRefusal } from "../../knowledge/query/question-refusal.ts";
import type { AssetCallContext, AssetToolboxParts } from "./asset-toolbox.ts";
import type { AssetTextBlock, AssetToolOutcome } from "./asset-tool-result.ts";
import type { AssetToolAnswer } from "./define-asset-tool.ts";
import type { PreparedTool } from "./prepare-asset-tool.ts";
import { readAssetArguments } from "./read-asset-arguments.ts";

/** Runs one tool of an asset: whatever happens, there is an outcome. */
export async function callAssetTool(
  prepared: PreparedTool,
  asset: OpenAsset,
  given: unknown,
  context: AssetCallContext,
  { limits, logger, deadlines }: AssetToolboxParts & { readonly deadlines: CallDeadlines },
): Promise<AssetToolOutcome> {
  const { definition, setting } = prepared;
  const { tool } = setting;
  const { requestId } = context;
  const deadline = new CallDeadline(tool, limits.callTimeoutMs, context);
  try {
    const input = readAssetArguments(prepared.input, given, {
      toolName: tool.name,
      example: prepared.example,
      depthMax: limits.assetArgumentDepthMax,
    });
    deadlines.add(deadline);
    const call = { asset, tool, limits, signal: deadline.signal, requestId };
    const work = definition.run(call, input);
    await deadline.limit(work);
    return answered(await work);
  } catch (thrown) {
    if (thrown instanceof Refusal) return refusedOutcome(thrown);
    if (context.signal.aborted) return refusedOutcome(stopped(tool.name));
    logger.error("tool of an asset failed unexpectedly", {
      asset: asset.definition.id,
      tool: tool.name,
      requestId,
      stack: asError(thrown).stack,
    });
    return refusedOutcome(bug(tool.name, requestId));
  } finally {
    deadlines.remove(deadline);
    deadline.end();
  }
}

function answered(answer: AssetToolAnswer<Readonly<Record<string, unknown>>>): AssetToolOutcome {
  const content: AssetTextBlock[] = [
    { type: "text", text: answer.text ?? printJson(answer.content) },
  ];
  if (answer.note !== undefined) content.push({ type: "text", text: answer.note });
  return {
    kind: "answered",
    result: { content, structuredContent: answer.content, isError: false },
    body: answer.body ?? answer.content,
  };
}

/** A refusal as a tool's result: its three texts in one block. */
export function refusedOutcome(refusal: Refusal): AssetToolOutcome {
  const error = `${refusal.message.replace(/\.$/, "")}.`;
  const text = [error, refusal.reason, refusal.resolution].join(" ").trim();
  return {
    kind: "refused",
    result: { content: [{ type: "text", text }], isError: true },
    refusal,
    attribute: refusal instanceof QuestionRefusal ? refusal.attribute : "",
  };
}

function stopped(toolName: string): Refusal {
  return new Refusal(
    "stopped",
    `${toolName} was cancelled`,
    "The client cancelled the request.",
    "Call the tool again when you want the result.",
  );
}

function bug(toolName: string, requestId: string): Refusal {
  return new Refusal(
    "internal",
    `${toolName} failed because of a fault in the server`,
    `The fault is not in your request; the server's log describes it under request id ${requestId}.`,
    `Try once more; if it happens again, report request id ${requestId} to the operator.`,
  );
}
