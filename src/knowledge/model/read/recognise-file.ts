import { posix } from "node:path";
import type { YamlFile } from "../../yaml/yaml-finding.ts";
import type { YamlEntry, YamlMap, YamlTree } from "../../yaml/yaml-tree.ts";
import type { LayerEntities } from "./model-layer.ts";

/** A file with entities of a model whose head is in another file, brought into the shape of a model's lists. */
export interface ModelPart {
  readonly file: YamlFile;
  readonly tree: YamlMap;
}

export type FileRole =
  | { readonly kind: "head"; readonly tree: YamlMap }
  | { readonly kind: "part"; readonly part: ModelPart }
  | { readonly kind: "other" };

const lists: readonly string[] = [
  "variables",
  "records",
  "kpis",
  "filters",
  "eventLogs",
  "policies",
] satisfies (keyof LayerEntities)[];

/** What a file is to a knowledge model. One that is read alone is a model, whatever is wrong with it. */
export function recogniseFile(file: YamlFile, tree: YamlTree, alone: boolean): FileRole {
  const folder = listOfFolder(file);
  if (tree.kind === "map") {
    const head = withSmallMetadata(tree);
    if (alone || isHead(head)) return { kind: "head", tree: head };
    const keys = [...head.entries.keys()];
    if (keys.length > 0 && keys.every((key) => lists.includes(key))) {
      return { kind: "part", part: { file, tree: head } };
    }
  }
  if (folder !== undefined) {
    const list: YamlTree =
      tree.kind === "list" ? tree : { kind: "list", items: [tree], span: tree.span };
    return { kind: "part", part: { file, tree: mapOf(folder, list) } };
  }
  return alone
    ? { kind: "head", tree: { kind: "map", entries: new Map(), span: tree.span } }
    : { kind: "other" };
}

/** `event-logs/` and `eventLogs/` hold event logs. */
function listOfFolder(file: YamlFile): string | undefined {
  const folder = posix.basename(posix.dirname(file.path)).toLowerCase().replaceAll("-", "");
  return lists.find((list) => list.toLowerCase() === folder);
}

function isHead({ entries }: YamlMap): boolean {
  const kind = entries.get("kind")?.value;
  if (kind?.kind === "scalar" && /^(base|extension)$/i.test(String(kind.value))) return true;
  return (
    entries.has("metadata") &&
    (entries.has("dataModelId") || entries.has("records") || entries.has("kpis"))
  );
}

/** Published models write `Metadata`. */
function withSmallMetadata(tree: YamlMap): YamlMap {
  const metadata = tree.entries.get("Metadata");
  if (metadata === undefined || tree.entries.has("metadata")) return tree;
  const renamed = [...tree.entries].map(([key, entry]): [string, YamlEntry] => [
    key === "Metadata" ? "metadata" : key,
    entry,
  ]);
  return { ...tree, entries: new Map(renamed) };
}

function mapOf(key: string, value: YamlTree): YamlMap {
  return {
    kind: "map",
    entries: new Map([[key, { keySpan: value.span, value }]]),
    span: value.span,
  };
}
