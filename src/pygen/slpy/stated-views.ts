import { isDeepStrictEqual } from "node:util";
import type { Link, Pipeline, View } from "../../pipeline/model.ts";
import type { SnapShapes } from "../../pipeline/snap-shape.ts";
import { chooseViews } from "./choose-views.ts";
import type { StatedView } from "./compile-views.ts";
import { impliedViews, type ViewOwner, type ViewSide } from "./implied-views.ts";

const sides: readonly ViewSide[] = ["inputs", "outputs", "errorViews"];

/**
 * The views that a text has to state for each Snap, so that compiling it gives back the views of the pipeline. What a
 * Snap states can change what is implied for its neighbours, so this goes on until nothing more has to be said.
 */
export function statedViews(pipeline: Pipeline, shapes: SnapShapes): readonly ViewOwner[] {
  let owners = pipeline.snaps.map((snap): ViewOwner => ({
    id: snap.id,
    views: shapes.get(snap.classId)?.views,
    inputs: undefined,
    outputs: undefined,
    errorViews: undefined,
  }));
  for (;;) {
    const implied = impliedViews(owners, pipeline.links);
    let changed = false;
    owners = owners.map((owner, index) => {
      const snap = pipeline.snaps[index];
      const missing = sides.filter(
        (side) =>
          owner[side] === undefined &&
          snap !== undefined &&
          !isDeepStrictEqual(implied.get(owner.id)?.[side], snap[side]),
      );
      if (snap === undefined || missing.length === 0) return owner;
      changed = true;
      const stated = missing.map((side) => [
        side,
        snap[side].map((view) => state(view, owner, side)),
      ]);
      return { ...owner, ...Object.fromEntries(stated) };
    });
    if (!changed) return owners;
  }
}

/** A view without its type where the class leaves no choice. */
function state(view: View, owner: ViewOwner, side: ViewSide): StatedView {
  if (side === "errorViews") {
    return { ...view, type: view.type === "document" ? undefined : view.type };
  }
  const types = (side === "inputs" ? owner.views?.input : owner.views?.output)?.types ?? [];
  const certain = types.length === 1 && types[0] === view.type;
  return { ...view, type: certain ? undefined : view.type };
}

/** For each link, whether its text has to name the views; those beside the first ones are named in any case. */
export function namedLinks(
  owners: readonly ViewOwner[],
  links: readonly Link[],
): readonly boolean[] {
  let named = links.map(
    ({ sourceView, targetView }) => sourceView !== "output0" || targetView !== "input0",
  );
  for (;;) {
    const chosen = chooseViews(
      owners,
      links.map((link, index) => {
        if (named[index] === true) return link;
        return { ...link, sourceView: undefined, targetView: undefined };
      }),
    );
    const wrong = links.map(
      (link, index) =>
        chosen[index]?.sourceView !== link.sourceView ||
        chosen[index]?.targetView !== link.targetView,
    );
    if (!wrong.includes(true)) return named;
    named = named.map((one, index) => one || wrong[index] === true);
  }
}
