import type { Finding } from "../base/finding.ts";
import { didYouMean } from "../base/nearest.ts";
import { indexLinks, type LinkIndex } from "../pipeline/graph.ts";
import type { Pipeline, SnapNode } from "../pipeline/model.ts";
import type { SnapCatalogue } from "./catalogue.ts";
import type { SnapDefinition } from "./define-snap.ts";

/** Which Snaps of a pipeline run, and what stands in the way of starting at all. */
export interface Plan {
  readonly pipeline: Pipeline;
  readonly links: LinkIndex;
  /** In file order. */
  readonly active: readonly PlannedSnap[];
  /** Disabled, or skipped in a preview, or downstream of such a Snap. */
  readonly skipped: readonly SnapNode[];
  readonly findings: readonly Finding[];
}

export interface PlannedSnap {
  readonly node: SnapNode;
  readonly definition: SnapDefinition;
  /**
   * Nothing upstream, itself included, changes anything outside the run, so that the stream may end early when its
   * reader has enough.
   */
  readonly pure: boolean;
}

/**
 * Chooses the Snaps to run: not a Disabled one and nothing fed by it; in a preview no "Execute only" Snap and no
 * writer either, nor what needs their output.
 */
export function planRun(
  pipeline: Pipeline,
  catalogue: SnapCatalogue,
  mode: "execute" | "preview",
): Plan {
  const links = indexLinks(pipeline);
  const skipped = withDownstream(
    pipeline.snaps.filter((node) => isSkipped(node, catalogue, mode)),
    links,
  );
  const findings: Finding[] = [];
  const definitions = new Map<string, SnapDefinition>();
  for (const node of pipeline.snaps) {
    if (skipped.has(node.id)) continue;
    const definition = catalogue.definition(node.classId);
    if (definition === undefined) findings.push(cannotRun(node, catalogue));
    else definitions.set(node.id, definition);
  }
  const impure = withDownstream(
    pipeline.snaps.filter((node) => definitions.get(node.id)?.effects === true),
    links,
  );
  const active = pipeline.snaps.flatMap((node) => {
    const definition = definitions.get(node.id);
    return definition === undefined ? [] : [{ node, definition, pure: !impure.has(node.id) }];
  });
  return {
    pipeline,
    links,
    active,
    skipped: pipeline.snaps.filter((node) => skipped.has(node.id)),
    findings,
  };
}

function isSkipped(node: SnapNode, catalogue: SnapCatalogue, mode: "execute" | "preview"): boolean {
  if (node.executionMode === "Disabled") return true;
  if (mode === "execute") return false;
  return (
    node.executionMode === "Execute only" || catalogue.definition(node.classId)?.writes === true
  );
}

/** Ids of the given Snaps and of all that they feed, directly or not. */
function withDownstream(nodes: readonly SnapNode[], links: LinkIndex): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = nodes.map((node) => node.id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...links.leaving(id).map((link) => link.targetId));
  }
  return reached;
}

function cannotRun(node: SnapNode, catalogue: SnapCatalogue): Finding {
  const place = { snapId: node.id, snapLabel: node.label };
  const known = catalogue.get(node.classId);
  if (known !== undefined) {
    return {
      code: "snap-not-implemented",
      severity: "error",
      place,
      error: `${node.label}: the Snap ${known.label} cannot run on this build`,
      reason: `${node.classId} is known, but has no implementation here.`,
      resolution: "Disable the Snap, or replace it by Snaps that this build runs.",
    };
  }
  const classIds = [...catalogue.definitions()].map((definition) => definition.classId);
  return {
    code: "unknown-snap",
    severity: "error",
    place,
    error: `${node.label}: unknown Snap class "${node.classId}"`,
    reason: "Expected a class id of the Snap catalogue; found one that no Snap has.",
    resolution: `Correct the class_id. ${didYouMean(node.classId, classIds)}`.trim(),
  };
}
