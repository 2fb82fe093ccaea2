import { posix } from "node:path";
import { z } from "zod";
import { checkYaml } from "../../yaml/check-yaml.ts";
import { readYaml, type YamlLimits } from "../../yaml/read-yaml.ts";
import { type YamlFile, type YamlFinding, yamlFinding } from "../../yaml/yaml-finding.ts";
import { type YamlMap, type YamlTree } from "../../yaml/yaml-tree.ts";
import { entitiesOf, joinEntities, type LayerEntities, type ModelLayer } from "./model-layer.ts";
import { baseEntities, baseModel, extensionEntities, extensionModel } from "./model-schema.ts";
import { type ModelPart, recogniseFile } from "./recognise-file.ts";
import { sourced } from "./sourced.ts";

export interface ReadLayers {
  /** Each BASE and EXTENSION that could be read. */
  readonly layers: readonly ModelLayer[];
  readonly findings: readonly YamlFinding[];
}

/**
 * The models that files define. A file with `kind` begins one; files without it, such as `kpis/sales.yaml`, belong to
 * the model in their folder or the nearest folder above. Files about something else are left alone.
 */
export function readLayers(files: readonly YamlFile[], limits: YamlLimits): ReadLayers {
  const findings: YamlFinding[] = [];
  const heads: { readonly file: YamlFile; readonly tree: YamlMap }[] = [];
  const parts: ModelPart[] = [];
  for (const file of files) {
    const read = readYaml(file, limits);
    if (!read.ok) {
      findings.push(...read.findings);
      continue;
    }
    findings.push(...read.warnings);
    const role = recogniseFile(file, read.tree, files.length === 1);
    if (role.kind === "head") heads.push({ file, tree: role.tree });
    if (role.kind === "part") parts.push(role.part);
  }
  const owned = new Map<YamlFile, ModelPart[]>(heads.map(({ file }) => [file, []]));
  for (const part of parts) {
    const owner = ownerOf(
      part.file,
      heads.map(({ file }) => file),
    );
    if (owner === undefined) findings.push(ownerless(part, heads.length));
    else owned.get(owner)?.push(part);
  }
  const layers = heads.flatMap(({ file, tree }) => {
    const layer = readLayer(file, tree, owned.get(file) ?? []);
    findings.push(...layer.findings);
    return layer.layer === undefined ? [] : [layer.layer];
  });
  return { layers, findings };
}

const kindOnly = z.looseObject({
  kind: z.enum(["BASE", "EXTENSION"]).describe("`BASE` stands alone, `EXTENSION` adds to another."),
});

function readLayer(
  file: YamlFile,
  tree: YamlMap,
  parts: readonly ModelPart[],
): { readonly layer?: ModelLayer; readonly findings: readonly YamlFinding[] } {
  const kind = checkYaml(kindOnly, tree, file);
  if (!kind.ok) return { findings: kind.findings };
  const extension = kind.value.kind === "EXTENSION";
  const head = extension ? checkYaml(extensionModel, tree, file) : checkYaml(baseModel, tree, file);
  const findings: YamlFinding[] = head.ok ? [] : [...head.findings];
  const lists: LayerEntities[] = head.ok ? [entitiesOf(head.value, tree, file)] : [];
  for (const part of parts) {
    const checked = checkYaml(extension ? extensionEntities : baseEntities, part.tree, part.file);
    if (checked.ok) lists.push(entitiesOf(checked.value, part.tree, part.file));
    else findings.push(...checked.findings);
  }
  const metadata = tree.entries.get("metadata");
  if (!head.ok || findings.length > 0 || metadata === undefined) return { findings };
  return {
    layer: {
      head: sourced(head.value, tree, file),
      metadata: sourced(head.value.metadata, metadata.value, file),
      entities: joinEntities(lists),
    },
    findings: unusedLists(file, tree),
  };
}

function unusedLists(file: YamlFile, tree: YamlMap): readonly YamlFinding[] {
  return ["triggers", "anomalies", "customObjects"].flatMap((key) => {
    const entry = tree.entries.get(key);
    if (entry === undefined || isEmptyList(entry.value)) return [];
    return [
      yamlFinding(file, {
        code: "unused-list",
        severity: "warning",
        span: entry.keySpan,
        pointer: key,
        error: `\`${key}\` are kept, but nothing here uses them.`,
        reason: "Expected records, KPIs, filters, variables, event logs and policies.",
        resolution: "Remove the list, or leave it for the tool that uses it.",
      }),
    ];
  });
}

function isEmptyList(tree: YamlTree): boolean {
  return tree.kind === "list" ? tree.items.length === 0 : tree.kind === "scalar";
}

/** The only head in the nearest folder that has one; nothing when there are two, or none. */
function ownerOf(part: YamlFile, heads: readonly YamlFile[]): YamlFile | undefined {
  for (let folder = posix.dirname(part.path); ; folder = posix.dirname(folder)) {
    const here = heads.filter((head) => posix.dirname(head.path) === folder);
    if (here.length > 0) return here.length === 1 ? here[0] : undefined;
    if (folder === posix.dirname(folder)) return undefined;
  }
}

function ownerless({ file, tree }: ModelPart, heads: number): YamlFinding {
  return yamlFinding(file, {
    code: "part-without-model",
    span: { start: tree.span.start, end: tree.span.start + 1 },
    error: "It is not clear to which knowledge model this file belongs.",
    reason:
      heads === 0
        ? "Expected a file with `kind`, `metadata` and `dataModelId` in its folder or above; found none."
        : "Expected one file with `kind: BASE` or `kind: EXTENSION` in the nearest folder that has one; found none or several.",
    resolution:
      "Give each model that is split over files a folder of its own, with one file that has `kind`.",
  });
}
