import type { Finding } from "../base/finding.ts";
import { jsonPointer } from "./json-pointer.ts";
import type { JsonTree } from "./json-tree.ts";
import type { Pipeline } from "./model.ts";
import { printJsonTree } from "./print-json-tree.ts";
import { readPipelineTree } from "./read-slp.ts";
import { splitClassFqid } from "./read-snap.ts";
import { recogniseExport } from "./recognise-export.ts";
import { type ReadLimits, readJsonText } from "./text-problem.ts";
import { memberAt, memberOf, textOf } from "./tree-access.ts";

export interface ProjectExport {
  readonly pipelines: readonly ExportedPipeline[];
  /** Tasks, accounts, files and what else the project holds. */
  readonly others: readonly ExportedAsset[];
  /** Warnings, and errors of pipelines that could not be read; those are in neither list. */
  readonly findings: readonly Finding[];
}

export interface ExportedPipeline {
  readonly name: string;
  /** Folder in the platform, as the export states it; empty when it does not. */
  readonly path: string;
  readonly pipeline: Pipeline;
}

export interface ExportedAsset {
  readonly kind: "task" | "account" | "file" | "other";
  readonly name: string;
  readonly path: string;
  /** Of an account: its class, and its text as a `.sla` file has it. Its secrets are not in it. */
  readonly classId?: string;
  readonly sla?: string;
}

/** Where the assets of an export stand: the project's own, and those shared with it. */
const sections = ["entries", "shared", "partition_shared"];

/** Reads the text of `export.json` in the zip that a project is exported as. */
export function readProjectExport(text: string, limits: ReadLimits): ProjectExport {
  const read = readJsonText(text, limits);
  if (!read.ok) return { pipelines: [], others: [], findings: [read.finding] };
  if (recogniseExport(read.tree) !== "project") {
    return { pipelines: [], others: [], findings: [notAnExport()] };
  }
  const pipelines: ExportedPipeline[] = [];
  const others: ExportedAsset[] = [];
  const findings: Finding[] = [];
  for (const section of sections) {
    for (const [index, tree] of itemsOf(memberOf(read.tree, section)).entries()) {
      const path = textOf(memberOf(tree, "path")) ?? textOf(memberOf(read.tree, "path")) ?? "";
      if (recogniseExport(tree) !== "pipeline") {
        others.push(otherAsset(tree, path));
        continue;
      }
      const result = readPipelineTree(tree, limits);
      const pointer = jsonPointer(section, index);
      findings.push(...result.findings.map((finding) => inside(finding, pointer)));
      if (result.ok) pipelines.push({ name: nameOf(tree), path, pipeline: result.pipeline });
    }
  }
  return { pipelines, others, findings };
}

function otherAsset(tree: JsonTree, path: string): ExportedAsset {
  const asset = { kind: kindOf(tree), name: nameOf(tree), path };
  if (asset.kind !== "account") return asset;
  const fqid = textOf(memberOf(tree, "class_fqid")) ?? "";
  const classId = textOf(memberOf(tree, "class_id")) ?? splitClassFqid(fqid)?.classId;
  const sla = printJsonTree(tree);
  return { ...asset, ...(classId === undefined ? {} : { classId }), sla };
}

function itemsOf(tree: JsonTree | undefined): readonly JsonTree[] {
  return tree?.kind === "array" ? tree.items : [];
}

function nameOf(tree: JsonTree): string {
  const info = memberAt(tree, "property_map", "info", "label");
  return (
    textOf(memberOf(tree, "name")) ??
    textOf(memberOf(tree, "job_name")) ??
    textOf(info) ??
    "unnamed"
  );
}

function kindOf(tree: JsonTree): ExportedAsset["kind"] {
  const kind = recogniseExport(tree);
  if (kind === "task" || kind === "account") return kind;
  const stated = textOf(memberOf(tree, "asset_type")) ?? textOf(memberOf(tree, "type")) ?? "";
  if (/file/i.test(stated)) return "file";
  if (/account/i.test(stated)) return "account";
  return /job|task/i.test(stated) ? "task" : "other";
}

function inside(finding: Finding, pointer: string): Finding {
  return {
    ...finding,
    place: { ...finding.place, pointer: pointer + (finding.place.pointer ?? "") },
  };
}

function notAnExport(): Finding {
  return {
    code: "not-a-project-export",
    severity: "error",
    place: { pointer: "" },
    error: "The JSON is not a project export.",
    reason: "Expected the object of `export.json`, with the array `entries`; found none.",
    resolution:
      "Give the text of `export.json` from the exported zip; import a single pipeline (`.slp`) by itself.",
  };
}
