import type { Finding } from "../base/finding.ts";
import { jsonPointer } from "./json-pointer.ts";
import type { JsonTree } from "./json-tree.ts";
import type { Link, Pipeline, SnapNode } from "./model.ts";
import { readProperties } from "./read-properties.ts";
import { readSnap } from "./read-snap.ts";
import { notAPipeline, recogniseExport } from "./recognise-export.ts";
import { type ReadLimits, readJsonText } from "./text-problem.ts";
import { flagOf, memberOf, membersOf, textOf } from "./tree-access.ts";

/** A pipeline with warnings, or the findings for which there is none. */
export type ReadResult =
  | { readonly ok: true; readonly pipeline: Pipeline; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Reads the text of one pipeline, in the Designer's shape or that of the platform's API. Reading refuses only what
 * cannot be made a graph; everything else is for lint. What the graph does not name stays in its `tree`.
 */
export function readSlp(text: string, limits: ReadLimits): ReadResult {
  const read = readJsonText(text, limits);
  if (!read.ok) return { ok: false, findings: [read.finding] };
  return readPipelineTree(read.tree, limits);
}

/** The same for a pipeline that stands inside a larger file. */
export function readPipelineTree(tree: JsonTree, limits: ReadLimits): ReadResult {
  const kind = recogniseExport(tree);
  if (kind !== "pipeline") return { ok: false, findings: [notAPipeline(tree, kind)] };
  const snapMembers = membersOf(memberOf(tree, "snap_map"));
  if (snapMembers.length > limits.pipelineSnapsMax) {
    return { ok: false, findings: [tooManySnaps(snapMembers.length, limits.pipelineSnapsMax)] };
  }
  const problems: Finding[] = [];
  const snaps: SnapNode[] = [];
  for (const { key, value } of snapMembers) {
    const snap = value.kind === "object" ? readSnap(key, value) : undefined;
    if (snap === undefined) problems.push(malformedSnap(key, value));
    else snaps.push(snap);
  }
  const links: Link[] = [];
  for (const { key, value } of membersOf(memberOf(tree, "link_map"))) {
    const link = readLink(key, value);
    if ("code" in link) problems.push(link);
    else links.push(link);
  }
  if (problems.length > 0) return { ok: false, findings: problems };
  const properties = readProperties(memberOf(tree, "property_map"));
  return {
    ok: true,
    pipeline: { ...originOf(tree), ...properties, snaps, links, tree },
    findings: missingSections(tree),
  };
}

/** Keys that only the API writes. */
const apiKeys = ["class_fqid", "snode_id", "path_id", "instance_fqid"];

function originOf(tree: JsonTree): Pick<Pipeline, "form" | "snodeId" | "projectPath"> {
  const api = apiKeys.some((key) => memberOf(tree, key) !== undefined);
  const snodeId = textOf(memberOf(tree, "snode_id"));
  const projectPath = textOf(memberOf(tree, "path_id"));
  return {
    form: api ? "api" : "designer",
    ...(snodeId === undefined ? {} : { snodeId }),
    ...(projectPath === undefined ? {} : { projectPath }),
  };
}

function readLink(id: string, tree: JsonTree): Link | Finding {
  const sourceId = textOf(memberOf(tree, "src_id"));
  const sourceView = textOf(memberOf(tree, "src_view_id"));
  const targetId = textOf(memberOf(tree, "dst_id"));
  const targetView = textOf(memberOf(tree, "dst_view_id"));
  if (
    sourceId === undefined ||
    sourceView === undefined ||
    targetId === undefined ||
    targetView === undefined
  ) {
    return malformedLink(id, tree);
  }
  const isGoto = flagOf(memberOf(tree, "isGoto"));
  return { id, sourceId, sourceView, targetId, targetView, isGoto };
}

function tooManySnaps(found: number, most: number): Finding {
  return {
    code: "too-many-snaps",
    severity: "error",
    place: { pointer: "/snap_map" },
    error: "The pipeline has too many Snaps.",
    reason: `A pipeline may have at most ${most} Snaps (limit \`pipelineSnapsMax\`); this one has ${found}.`,
    resolution: "Move parts into pipelines of their own and call them with Pipeline Execute.",
  };
}

function malformedSnap(id: string, tree: JsonTree): Finding {
  const isObject = tree.kind === "object";
  return {
    code: "malformed-snap",
    severity: "error",
    place: { snapId: id, pointer: jsonPointer("snap_map", id) },
    error: `Snap \`${id}\` cannot be read.`,
    reason: isObject
      ? "Expected `class_id` (or `class_fqid`), the class of the Snap; found neither."
      : `Expected an object with \`class_id\` and \`property_map\`; found ${tree.kind === "array" ? "an array" : `\`${tree.text.slice(0, 40)}\``}.`,
    resolution: isObject
      ? 'Add the class, such as "class_id": "com-snaplogic-snaps-transform-datatransform".'
      : "Put the Snap's object there, or remove the entry.",
  };
}

function malformedLink(id: string, tree: JsonTree): Finding {
  const wanted = ["src_id", "src_view_id", "dst_id", "dst_view_id"];
  const missing = wanted.filter((key) => textOf(memberOf(tree, key)) === undefined);
  return {
    code: "malformed-link",
    severity: "error",
    place: { link: id, pointer: jsonPointer("link_map", id) },
    error: `Link \`${id}\` cannot be read.`,
    reason: `Expected ${wanted.map((key) => `\`${key}\``).join(", ")}; ${missing.map((key) => `\`${key}\``).join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`,
    resolution: "Name both Snaps by their keys in `snap_map` and both views, or remove the link.",
  };
}

function missingSections(tree: JsonTree): Finding[] {
  return ["link_map", "property_map"]
    .filter((key) => memberOf(tree, key)?.kind !== "object")
    .map((key) => ({
      code: "missing-section",
      severity: "warning",
      place: { pointer: "" },
      error: `The pipeline has no \`${key}\`.`,
      reason: `Expected the object \`${key}\` beside \`snap_map\`; the pipeline is read as if it were empty.`,
      resolution: `Export the pipeline again, or add "${key}": {}.`,
    }));
}
