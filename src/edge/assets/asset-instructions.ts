import type { OpenAsset } from "../../control/assets/assets.ts";
import type { AssetToolKind } from "../../control/assets/asset-definition.ts";

/** What a client is told of an asset when it connects: what it is about, and how its tools go together. */
export function assetInstructions({ definition, version }: OpenAsset): string {
  const { name, description, tools } = definition;
  const named = (kind: AssetToolKind): string | undefined =>
    tools.find((tool) => tool.kind === kind)?.name;
  const search = named("search_data");
  const load = named("load_data");
  const model = named("get_knowledge_model");
  return [
    `${name}${version === "draft" ? " (draft)" : ""}: governed answers about business data. ${description}`.trim(),
    search === undefined
      ? ""
      : `Begin with ${search}: it finds the ids of columns and KPIs by words.`,
    model === undefined ? "" : `${model} shows all of them.`,
    load === undefined ? "" : `${load} takes ids of columns and KPIs, never display names.`,
    "Every answer says which filters were applied and whether more rows follow. An error says what to send instead.",
  ]
    .filter((line) => line !== "")
    .join("\n");
}
