import type { Finding } from "../base/finding.ts";
import type { JsonTree } from "./json-tree.ts";
import { memberOf, textOf } from "./tree-access.ts";

/** What a JSON text of the platform is. */
export type ExportKind =
  | "pipeline"
  | "task"
  | "account"
  | "project"
  | "snap"
  | "response"
  | "other";

/** Tells the exports of the platform apart by the keys that only they have. */
export function recogniseExport(tree: JsonTree): ExportKind {
  const has = (key: string): boolean => memberOf(tree, key) !== undefined;
  const classId = textOf(memberOf(tree, "class_id")) ?? textOf(memberOf(tree, "class_fqid")) ?? "";
  if (memberOf(tree, "snap_map")?.kind === "object") return "pipeline";
  if (memberOf(tree, "response_map")?.kind === "object") return "response";
  if (memberOf(tree, "entries")?.kind === "array") return "project";
  if (has("job_class") || has("trigger_type")) return "task";
  if (!has("property_map")) return "other";
  if (/account/i.test(classId)) return "account";
  return classId.startsWith("com-snaplogic-snap") ? "snap" : "other";
}

const givenInstead: Readonly<
  Record<Exclude<ExportKind, "pipeline">, readonly [found: string, resolution: string]>
> = {
  task: [
    "a task (`.slt`)",
    "Give the `.slp` of the pipeline that the task runs; `parameters.pipeline_path` names it.",
  ],
  account: ["an account (`.sla`)", "Give the `.slp` of a pipeline."],
  project: [
    "a project export (`export.json`)",
    "Give one pipeline at a time: each element of `entries` that has a `snap_map` is one.",
  ],
  snap: ["a single Snap", "Give the whole pipeline: this object belongs into its `snap_map`."],
  response: ["an answer of the platform's API", "Give the object that stands in `response_map`."],
  other: ["", "Export the pipeline from the Designer and give the whole text of the `.slp` file."],
};

/** Says what was given instead of a pipeline, and which keys were expected and found. */
export function notAPipeline(tree: JsonTree, kind: Exclude<ExportKind, "pipeline">): Finding {
  const [found, resolution] = givenInstead[kind];
  const what = found === "" ? keysFound(tree) : `${found}; ${keysFound(tree)}`;
  return {
    code: "not-a-pipeline",
    severity: "error",
    place: { pointer: "" },
    error: "The JSON is not a pipeline.",
    reason: `Expected an object with \`snap_map\`, \`link_map\` and \`property_map\`; found ${what}.`,
    resolution,
  };
}

function keysFound(tree: JsonTree): string {
  if (tree.kind === "array") return "an array";
  if (tree.kind === "leaf") return `\`${tree.text.slice(0, 40)}\``;
  const keys = [...new Set(tree.members.map((member) => member.key))];
  if (keys.length === 0) return "an object without keys";
  const shown = keys.slice(0, 12).map((key) => `\`${key.slice(0, 60)}\``);
  const more = keys.length > 12 ? ` and ${keys.length - 12} more` : "";
  return `the keys ${shown.join(", ")}${more}`;
}
