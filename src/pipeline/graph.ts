import type { Link, Pipeline, SnapNode, View } from "./model.ts";

/** The links of a pipeline by the views they join; more than one only in a broken pipeline. */
export interface LinkIndex {
  /** Links that arrive at an input view. */
  into(snapId: string, viewId: string): readonly Link[];
  /** Links that leave an output or error view. */
  from(snapId: string, viewId: string): readonly Link[];
  /** All links that arrive at a Snap, in file order. */
  arriving(snapId: string): readonly Link[];
  /** All links that leave a Snap, in file order. */
  leaving(snapId: string): readonly Link[];
}

export function indexLinks(pipeline: Pick<Pipeline, "links">): LinkIndex {
  const arriving = groupLinks(pipeline.links, "targetId", "targetView");
  const leaving = groupLinks(pipeline.links, "sourceId", "sourceView");
  return {
    into: (snapId, viewId) => arriving.get(snapId)?.byView.get(viewId) ?? [],
    from: (snapId, viewId) => leaving.get(snapId)?.byView.get(viewId) ?? [],
    arriving: (snapId) => arriving.get(snapId)?.all ?? [],
    leaving: (snapId) => leaving.get(snapId)?.all ?? [],
  };
}

interface LinksOfSnap {
  readonly all: readonly Link[];
  readonly byView: ReadonlyMap<string, readonly Link[]>;
}

function groupLinks(
  links: readonly Link[],
  id: "sourceId" | "targetId",
  view: "sourceView" | "targetView",
): ReadonlyMap<string, LinksOfSnap> {
  const bySnap = Map.groupBy(links, (link) => link[id]);
  return new Map(
    [...bySnap].map(([snapId, all]) => [
      snapId,
      { all, byView: Map.groupBy(all, (link) => link[view]) },
    ]),
  );
}

/** A view that no link touches: the pipeline's own input or output. */
export interface OpenView {
  /** `<snap id>_<view id>`, its key in the pipeline's `property_map`. */
  readonly key: string;
  /** `Mapper - input0`: the labels of Snap and view. */
  readonly label: string;
  readonly snap: SnapNode;
  readonly view: View;
  readonly role: "input" | "output" | "error";
}

/** Input views that no link arrives at, in file order. */
export function openInputs(pipeline: Pipeline): OpenView[] {
  const links = indexLinks(pipeline);
  return pipeline.snaps.flatMap((snap) =>
    snap.inputs
      .filter((view) => links.into(snap.id, view.id).length === 0)
      .map((view) => openView(snap, view, "input")),
  );
}

/**
 * Output views that no link leaves, and error views of Snaps that route their errors there, in file order. An error
 * view of a Snap that fails or ignores carries nothing and is not open.
 */
export function openOutputs(pipeline: Pipeline): OpenView[] {
  const links = indexLinks(pipeline);
  return pipeline.snaps.flatMap((snap) => {
    const isOpen = (view: View): boolean => links.from(snap.id, view.id).length === 0;
    const errors = snap.errorBehavior === "continue" ? snap.errorViews : [];
    return [
      ...snap.outputs.filter(isOpen).map((view) => openView(snap, view, "output")),
      ...errors.filter(isOpen).map((view) => openView(snap, view, "error")),
    ];
  });
}

function openView(snap: SnapNode, view: View, role: OpenView["role"]): OpenView {
  return { key: `${snap.id}_${view.id}`, label: `${snap.label} - ${view.label}`, snap, view, role };
}

/**
 * The Snaps such that each stands after all that feed it; among those that could be next, the first in the file. Of a
 * cycle, and of what only a cycle feeds, nothing is listed.
 */
export function topologicalOrder(pipeline: Pipeline): SnapNode[] {
  const byId = new Map(pipeline.snaps.map((snap) => [snap.id, snap]));
  const links = indexLinks(pipeline);
  const waitsFor = new Map(
    pipeline.snaps.map((snap) => [
      snap.id,
      links.arriving(snap.id).filter((link) => byId.has(link.sourceId)).length,
    ]),
  );
  const position = new Map(pipeline.snaps.map((snap, index) => [snap.id, index]));
  const ready = pipeline.snaps.filter((snap) => waitsFor.get(snap.id) === 0);
  const order: SnapNode[] = [];
  for (let snap = ready.shift(); snap !== undefined; snap = ready.shift()) {
    order.push(snap);
    for (const link of links.leaving(snap.id)) {
      const target = byId.get(link.targetId);
      if (target === undefined) continue;
      const left = (waitsFor.get(target.id) ?? 0) - 1;
      waitsFor.set(target.id, left);
      if (left === 0) insertByPosition(ready, target, position);
    }
  }
  return order;
}

function insertByPosition(
  ready: SnapNode[],
  snap: SnapNode,
  position: ReadonlyMap<string, number>,
): void {
  const place = position.get(snap.id) ?? 0;
  const index = ready.findIndex((other) => (position.get(other.id) ?? 0) > place);
  ready.splice(index < 0 ? ready.length : index, 0, snap);
}
