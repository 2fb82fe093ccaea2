import { assert, Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { AssetTool } from "../../control/assets/asset-definition.ts";
import type { OpenAsset } from "../../control/assets/assets.ts";
import { callDeadlines } from "../call-deadline.ts";
import type { AssetToolbox, AssetToolboxParts } from "./asset-toolbox.ts";
import { callAssetTool, refusedOutcome } from "./call-asset-tool.ts";
import type { AssetToolDefinition } from "./define-asset-tool.ts";
import { type PreparedTool, prepareAssetTool } from "./prepare-asset-tool.ts";

/** The kinds of tools behind the assets of one server. */
export function createAssetToolbox(
  definitions: readonly AssetToolDefinition[],
  parts: AssetToolboxParts,
): AssetToolbox {
  const byKind = new Map(definitions.map((definition) => [definition.kind, definition]));
  const surroundings = { ...parts, deadlines: callDeadlines(parts.limits.callTimeoutMs) };
  /** Making schemas costs more than using them. They depend on the knowledge and on what the author configured. */
  const prepared = new WeakMap<OpenAsset["knowledge"], Map<AssetTool, PreparedTool>>();

  function prepare(asset: OpenAsset, tool: AssetTool): PreparedTool {
    const known = prepared.get(asset.knowledge) ?? new Map<AssetTool, PreparedTool>();
    prepared.set(asset.knowledge, known);
    const found = known.get(tool);
    if (found !== undefined) return found;
    const definition = byKind.get(tool.kind);
    assert(definition !== undefined, `there is a definition of ${tool.kind}`);
    const made = prepareAssetTool(definition, { asset, tool, limits: parts.limits });
    known.set(tool, made);
    return made;
  }

  return {
    list: (asset) => asset.definition.tools.map((tool) => prepare(asset, tool).described.listed),
    describe: (asset) => asset.definition.tools.map((tool) => prepare(asset, tool).described),
    async call(asset, name, given, context) {
      const startedMs = parts.clock.now();
      const tool = asset.definition.tools.find((one) => one.name === name || one.toolId === name);
      const outcome =
        tool === undefined
          ? refusedOutcome(unknownTool(asset, name))
          : await callAssetTool(prepare(asset, tool), asset, given, context, surroundings);
      parts.record?.({
        asset,
        tool: tool?.name ?? "unknown tool",
        outcome: outcome.kind === "answered" ? "ok" : outcome.refusal.code,
        durationMs: Math.max(0, Math.round(parts.clock.now() - startedMs)),
        requestId: context.requestId,
      });
      return outcome;
    },
  };
}

function unknownTool(asset: OpenAsset, name: string): Refusal {
  const names = asset.definition.tools.map((tool) => tool.name);
  return new Refusal(
    "not-found",
    `Unknown tool ${JSON.stringify(name.slice(0, 100))}`,
    `This asset has ${names.join(", ") || "no tools"}.`,
    didYouMean(name, names) || "Call tools/list for the tools of this asset.",
  );
}
