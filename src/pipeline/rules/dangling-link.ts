import type { Finding } from "../../base/finding.ts";
import { didYouMean } from "../../base/nearest.ts";
import { defineRule } from "../define-rule.ts";
import { type LintContext, placeOf } from "../lint-context.ts";
import type { Link, SnapNode } from "../model.ts";
import { listWords } from "../snap-words.ts";

/** Near names are looked up for so many findings only: a broken file can have a hundred thousand. */
const suggestionsMax = 50;

export default defineRule({
  code: "dangling-link",
  summary: "Both ends of every link are views that exist.",
  *check(context: LintContext): Iterable<Finding> {
    let found = 0;
    for (const link of context.pipeline.links) {
      for (const end of ["source", "target"] as const) {
        const finding = checkEnd(context, link, end, found < suggestionsMax);
        if (finding === undefined) continue;
        found++;
        yield finding;
      }
    }
  },
});

function checkEnd(
  { snaps }: LintContext,
  link: Link,
  end: "source" | "target",
  suggest: boolean,
): Finding | undefined {
  const [snapId, viewId] =
    end === "source" ? [link.sourceId, link.sourceView] : [link.targetId, link.targetView];
  const snap = snaps.get(snapId);
  if (snap === undefined) return unknownSnap(link, end, snapId, suggest ? [...snaps.values()] : []);
  const views = end === "source" ? [...snap.outputs, ...snap.errorViews] : snap.inputs;
  const ids = views.map((view) => view.id);
  if (ids.includes(viewId)) return undefined;
  const kind = end === "source" ? "output" : "input";
  const has = ids.length === 0 ? "none" : listWords(ids.map((id) => `\`${id}\``));
  const [only] = ids;
  return {
    code: "dangling-link",
    severity: "error",
    place: placeOf(snap, { view: viewId, link: link.id }),
    error: `Link \`${link.id}\` ${end === "source" ? "leaves" : "arrives at"} a view that "${snap.label}" does not have.`,
    reason: `Expected one of its ${kind} views: it has ${has}; found \`${viewId}\`.`,
    resolution:
      `${suggest ? didYouMean(viewId, ids) : ""} Link another view, add the ${kind} view \`${viewId}\`, or remove the link.`.trim(),
    ...(only !== undefined && ids.length === 1
      ? { fix: { summary: `Link \`${only}\` instead`, replacement: only } }
      : {}),
  };
}

function unknownSnap(
  link: Link,
  end: "source" | "target",
  snapId: string,
  snaps: readonly SnapNode[],
): Finding {
  const byLabel = snaps.find((snap) => snap.label === snapId);
  const near =
    byLabel === undefined
      ? didYouMean(
          snapId,
          snaps.map((snap) => snap.id),
        )
      : `Links name Snaps by their key in \`snap_map\`, not by their label: here "${byLabel.id}".`;
  return {
    code: "dangling-link",
    severity: "error",
    place: { link: link.id },
    error: `Link \`${link.id}\` ${end === "source" ? "leaves" : "arrives at"} a Snap that does not exist.`,
    reason: `Expected a key of \`snap_map\` in \`${end === "source" ? "src_id" : "dst_id"}\`; found \`${snapId}\`.`,
    resolution: `${near} Name a Snap of this pipeline, or remove the link.`.trim(),
    ...(byLabel === undefined
      ? {}
      : { fix: { summary: `Name the Snap by its key`, replacement: byLabel.id } }),
  };
}
