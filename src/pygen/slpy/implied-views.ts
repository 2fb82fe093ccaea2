import type { Link, View, ViewType } from "../../pipeline/model.ts";
import type { ViewsShape } from "../../pipeline/snap-shape.ts";
import type { StatedView } from "./compile-views.ts";

export type ViewSide = "inputs" | "outputs" | "errorViews";

/** What is known of a Snap when its views are worked out. */
export interface ViewOwner {
  readonly id: string;
  readonly views: { readonly input: ViewsShape; readonly output: ViewsShape } | undefined;
  readonly inputs: readonly StatedView[] | undefined;
  readonly outputs: readonly StatedView[] | undefined;
  readonly errorViews: readonly StatedView[] | undefined;
}

/** A link with the types that its text gives to its views. */
export interface TypedLink extends Link {
  readonly sourceType?: ViewType | undefined;
  readonly targetType?: ViewType | undefined;
}

export type SnapViews = Readonly<Record<ViewSide, readonly View[]>>;

/**
 * The views of each Snap, by id. Stated views are as stated. Otherwise there are those that links name, and as many more
 * as the class needs at least; error views always have `error0`. A view without a type has the one that its class
 * allows, or that of the view at the other end.
 */
export function impliedViews(
  owners: readonly ViewOwner[],
  links: readonly TypedLink[],
): ReadonlyMap<string, SnapViews> {
  const byId = new Map(owners.map((owner) => [owner.id, owner]));
  const arriving = Map.groupBy(links, (link) => link.targetId);
  const leaving = Map.groupBy(links, (link) => link.sourceId);
  const typed = (
    owner: ViewOwner,
    side: "inputs" | "outputs",
    views: readonly StatedView[],
  ): View[] =>
    views.map((view) => ({
      ...view,
      type: view.type ?? typeOf(owner, side, view.id, arriving, leaving, byId),
    }));
  return new Map(
    owners.map((owner) => {
      const from = leaving.get(owner.id) ?? [];
      const into = arriving.get(owner.id) ?? [];
      const errorIds = from.map((link) => link.sourceView).filter((id) => isErrorView(owner, id));
      const outputIds = from.map((link) => link.sourceView).filter((id) => !isErrorView(owner, id));
      const inputIds = into.map((link) => link.targetView);
      const { input, output } = owner.views ?? { input: undefined, output: undefined };
      return [
        owner.id,
        {
          inputs: typed(
            owner,
            "inputs",
            owner.inputs ?? idsToViews(inputIds, "input", input?.min ?? 0),
          ),
          outputs: typed(
            owner,
            "outputs",
            owner.outputs ?? idsToViews(outputIds, "output", output?.min ?? 0),
          ),
          errorViews: (owner.errorViews ?? idsToViews(errorIds, "error", 1)).map((view) => ({
            ...view,
            type: view.type ?? "document",
          })),
        },
      ];
    }),
  );
}

/** A view that a link leaves is an error view when it is stated as one, or is called so and not stated as an output. */
export function isErrorView(
  owner: Pick<ViewOwner, "outputs" | "errorViews">,
  viewId: string,
): boolean {
  const has = (views: readonly StatedView[] | undefined): boolean =>
    views?.some((view) => view.id === viewId) === true;
  if (has(owner.outputs)) return false;
  return has(owner.errorViews) || /^error\d*$/.test(viewId);
}

/** The named ids and, up to `least`, the first of `input0`, `input1`, … that are missing; numbered ones by number. */
function idsToViews(ids: readonly string[], stem: string, least: number): StatedView[] {
  const all = new Set(stem === "error" ? ["error0", ...ids] : ids);
  for (let number = 0; all.size < least; number++) all.add(`${stem}${number}`);
  const number = (id: string): number =>
    id.startsWith(stem) && /^\d{1,9}$/.test(id.slice(stem.length))
      ? Number(id.slice(stem.length))
      : Number.POSITIVE_INFINITY;
  return [...all]
    .toSorted((a, b) => (number(a) === number(b) ? 0 : number(a) - number(b)))
    .map((id) => ({ id, label: id, type: undefined }));
}

type LinksBySnap = ReadonlyMap<string, readonly TypedLink[]>;

function typeOf(
  owner: ViewOwner,
  side: "inputs" | "outputs",
  viewId: string,
  arriving: LinksBySnap,
  leaving: LinksBySnap,
  byId: ReadonlyMap<string, ViewOwner>,
): ViewType {
  const [own] = typesOf(owner, side);
  const link =
    side === "inputs"
      ? arriving.get(owner.id)?.find((one) => one.targetView === viewId)
      : leaving.get(owner.id)?.find((one) => one.sourceView === viewId);
  const stated = side === "inputs" ? link?.targetType : link?.sourceType;
  if (stated !== undefined) return stated;
  if (typesOf(owner, side).length === 1 && own !== undefined) return own;
  if (link === undefined) return own ?? "document";
  const otherId = side === "inputs" ? link.sourceId : link.targetId;
  const otherView = side === "inputs" ? link.sourceView : link.targetView;
  const otherSide = side === "inputs" ? "outputs" : "inputs";
  const other = byId.get(otherId);
  if (other === undefined) return own ?? "document";
  if (side === "inputs" && isErrorView(other, otherView)) return "document";
  const otherStated = other[otherSide]?.find((view) => view.id === otherView)?.type;
  const named = side === "inputs" ? link.sourceType : link.targetType;
  const otherTypes = typesOf(other, otherSide);
  return otherStated ?? named ?? (otherTypes.length === 1 ? otherTypes[0] : own) ?? "document";
}

function typesOf(owner: ViewOwner, side: "inputs" | "outputs"): readonly ViewType[] {
  const shape = side === "inputs" ? owner.views?.input : owner.views?.output;
  return shape?.types ?? [];
}
