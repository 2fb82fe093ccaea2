import type { ViewsShape } from "../../pipeline/snap-shape.ts";
import type { StatedView } from "./compile-views.ts";
import type { ViewOwner } from "./implied-views.ts";

/** A link whose views may still be open. */
export interface OpenLink {
  readonly sourceId: string;
  readonly targetId: string;
  readonly sourceView: string | undefined;
  readonly targetView: string | undefined;
}

/**
 * Chooses views for links that do not name them: the first output and the first input that no other link takes. When all
 * are taken it is the first one, so that lint says what is wrong.
 */
export function chooseViews<T extends OpenLink>(
  owners: readonly ViewOwner[],
  links: readonly T[],
): readonly (T & { readonly sourceView: string; readonly targetView: string })[] {
  const byId = new Map(owners.map((owner) => [owner.id, owner]));
  const outputs = createTaken(links.map((link) => [link.sourceId, link.sourceView]));
  const inputs = createTaken(links.map((link) => [link.targetId, link.targetView]));
  return links.map((link) => {
    const source = byId.get(link.sourceId);
    const target = byId.get(link.targetId);
    return {
      ...link,
      sourceView:
        link.sourceView ??
        outputs.next(link.sourceId, source?.outputs, source?.views?.output, "output"),
      targetView:
        link.targetView ??
        inputs.next(link.targetId, target?.inputs, target?.views?.input, "input"),
    };
  });
}

function createTaken(named: readonly (readonly [string, string | undefined])[]): {
  readonly next: (
    snapId: string,
    stated: readonly StatedView[] | undefined,
    shape: ViewsShape | undefined,
    stem: string,
  ) => string;
} {
  const taken = new Map<string, Set<string>>();
  const of = (snapId: string): Set<string> => {
    const found = taken.get(snapId) ?? new Set();
    taken.set(snapId, found);
    return found;
  };
  for (const [snapId, view] of named) if (view !== undefined) of(snapId).add(view);
  return {
    next: (snapId, stated, shape, stem) => {
      const used = of(snapId);
      const view = firstFree(used, stated, shape?.max ?? Number.POSITIVE_INFINITY, stem);
      used.add(view);
      return view;
    },
  };
}

function firstFree(
  used: ReadonlySet<string>,
  stated: readonly StatedView[] | undefined,
  max: number,
  stem: string,
): string {
  if (stated !== undefined && stated.length > 0) {
    return (stated.find((view) => !used.has(view.id)) ?? stated[0])?.id ?? `${stem}0`;
  }
  for (let number = 0; number < max && number <= used.size; number++) {
    if (!used.has(`${stem}${number}`)) return `${stem}${number}`;
  }
  return `${stem}0`;
}
