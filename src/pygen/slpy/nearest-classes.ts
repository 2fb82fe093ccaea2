import { nearestNames } from "../../base/nearest.ts";
import type { SnapShape } from "../../pipeline/snap-shape.ts";

/**
 * Classes that a wrong name probably means, best first. A name is taken as class, label or class id, with or without the
 * pack before it, so that `TransformUnion`, `Union` and `com-snaplogic-snaps-flow-union` all find `FlowUnion`.
 */
export function nearestClasses(name: string, shapes: Iterable<SnapShape>, most = 3): SnapShape[] {
  const all = [...shapes];
  const packs = new Set(all.flatMap((shape) => packOf(shape) ?? []));
  const byName = new Map<string, SnapShape>();
  for (const shape of all) {
    const classWord = shape.classId.split("-").at(-1) ?? "";
    for (const one of [shape.name, withoutPack(shape.name, packs), shape.label, classWord]) {
      const key = lettersOf(one);
      if (key !== "" && !byName.has(key)) byName.set(key, shape);
    }
    byName.set(lettersOf(shape.classId), shape);
  }
  const wanted = [lettersOf(name), lettersOf(withoutPack(name, packs))];
  const exact = wanted.flatMap((one) => byName.get(one) ?? []);
  const near = wanted.flatMap((one) =>
    nearestNames(one, byName.keys(), most).flatMap((found) => byName.get(found) ?? []),
  );
  return [...new Set(exact.length > 0 ? exact : near)].slice(0, most);
}

function packOf({ classId, name }: SnapShape): string | undefined {
  const pack = /^com-snaplogic-snaps-([^-]+)-/.exec(classId)?.[1]?.toLowerCase();
  return pack !== undefined && name.toLowerCase().startsWith(pack) ? pack : undefined;
}

function withoutPack(name: string, packs: ReadonlySet<string>): string {
  const lower = name.toLowerCase();
  const pack = [...packs].find((one) => lower.startsWith(one) && lower.length > one.length);
  return pack === undefined ? name : name.slice(pack.length);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
