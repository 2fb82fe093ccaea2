import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { topologicalOrder } from "../graph.ts";
import { type LintContext, placeOf } from "../lint-context.ts";
import type { SnapNode } from "../model.ts";

export default defineRule({
  code: "cycle",
  summary: "No Snap feeds itself, directly or through others.",
  *check(context: LintContext): Iterable<Finding> {
    const ordered = new Set(topologicalOrder(context.pipeline).map((snap) => snap.id));
    const reported = new Set<string>();
    for (const snap of context.pipeline.snaps) {
      if (ordered.has(snap.id) || reported.has(snap.id)) continue;
      const path = shortestWayBack(context, snap, ordered);
      if (path === undefined) continue;
      for (const other of path) reported.add(other.id);
      yield finding(context, path);
    }
  },
});

function finding({ links }: LintContext, path: readonly SnapNode[]): Finding {
  const [first, ...rest] = path;
  const last = path.at(-1);
  const labels = [...path, ...(first === undefined ? [] : [first])].map(
    (snap) => `"${snap.label}"`,
  );
  const closing = links.leaving(last?.id ?? "").find((link) => link.targetId === first?.id);
  return {
    code: "cycle",
    severity: "error",
    place:
      first === undefined ? {} : placeOf(first, closing === undefined ? {} : { link: closing.id }),
    error:
      rest.length === 0
        ? `${labels[0] ?? ""} feeds itself.`
        : `${path.length} Snaps feed each other in a circle.`,
    reason: `Expected streams that run one way; found ${labels.join(" → ")}.`,
    resolution: `Remove one of the links of the circle${closing === undefined ? "" : `, such as \`${closing.id}\` from "${last?.label ?? ""}" back to "${first?.label ?? ""}"`}. To repeat work, call a pipeline with Pipeline Execute.`,
  };
}

/** The fewest Snaps from `start` along links until one links back to it; breadth first, in file order. */
function shortestWayBack(
  { links, snaps }: LintContext,
  start: SnapNode,
  outside: ReadonlySet<string>,
): readonly SnapNode[] | undefined {
  const cameFrom = new Map<string, SnapNode | undefined>([[start.id, undefined]]);
  const queue = [start];
  for (const snap of queue) {
    for (const link of links.leaving(snap.id)) {
      const target = snaps.get(link.targetId);
      if (target === undefined || outside.has(target.id)) continue;
      if (target === start) return wayTo(snap, cameFrom);
      if (cameFrom.has(target.id)) continue;
      cameFrom.set(target.id, snap);
      queue.push(target);
    }
  }
  return undefined;
}

function wayTo(end: SnapNode, cameFrom: ReadonlyMap<string, SnapNode | undefined>): SnapNode[] {
  const way: SnapNode[] = [];
  for (let snap: SnapNode | undefined = end; snap !== undefined; snap = cameFrom.get(snap.id)) {
    way.unshift(snap);
  }
  return way;
}
