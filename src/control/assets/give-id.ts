import { randomUUID } from "node:crypto";
import { isMap, isScalar, parseDocument } from "yaml";
import { readYaml, type YamlLimits } from "../../knowledge/yaml/read-yaml.ts";
import type { YamlFile } from "../../knowledge/yaml/yaml-finding.ts";
import { treeAt } from "../../knowledge/yaml/yaml-tree.ts";

/** The text of an asset with an id in it: its own when it has one, else `id` or a new one, before its first key. */
export function giveId(file: YamlFile, limits: YamlLimits, id: string | undefined): string {
  const { text } = file;
  const read = readYaml(file, limits);
  if (!read.ok || read.tree.kind !== "map" || read.tree.entries.has("id")) return text;
  const { contents } = parseDocument(text, { logLevel: "silent", uniqueKeys: false });
  if (!isMap(contents)) return text;
  const first = contents.items[0]?.key;
  if (!isScalar(first) || first.range === undefined || first.range === null) return text;
  const [at] = first.range;
  const between = contents.flow === true ? ", " : `\n${indentAt(text, at)}`;
  return `${text.slice(0, at)}id: ${id ?? randomUUID()}${between}${text.slice(at)}`;
}

/** The id that the text of an asset says it has. */
export function idIn(file: YamlFile, limits: YamlLimits): string | undefined {
  const read = readYaml(file, limits);
  const id = read.ok ? treeAt(read.tree, ["id"]) : undefined;
  if (id?.kind !== "scalar" || typeof id.value !== "string") return undefined;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id.value)
    ? id.value.toLowerCase()
    : undefined;
}

function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^ *$/.test(line) ? line : "";
}
