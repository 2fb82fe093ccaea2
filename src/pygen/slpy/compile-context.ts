import type { SnapShape, SnapShapes } from "../../pipeline/snap-shape.ts";
import { packOf } from "../names/pack-of.ts";
import { snapNames } from "../names/snap-names.ts";
import { once } from "../once.ts";
import type { Report } from "./slpy-finding.ts";

/** What every part of the compiler may look at. */
export interface CompileContext {
  readonly shapes: SnapShapes;
  /** By their SLPy name. */
  readonly classes: ReadonlyMap<string, SnapShape>;
  readonly report: Report;
  /** Snaps that a wrong name probably means, the likelier first. */
  readonly likelySnaps: (name: string) => readonly SnapShape[];
}

/** The context of one text; names are understood as everywhere in PyGen. */
export function createContext(shapes: SnapShapes, report: Report): CompileContext {
  const names = once(() => snapNames(shapes));
  // What only looks like a pack is part of a mistyped name, as in `BinaryileReader`.
  const packs = once(() => new Set([...shapes.all()].map(packOf)));
  return {
    shapes,
    classes: classesByName(shapes),
    report,
    likelySnaps: (name) => {
      const pack = /^[A-Z][a-z]+(?=[A-Z])/.exec(name)?.[0] ?? "";
      const withoutPack = packs().has(pack) ? name.slice(pack.length) : name;
      const answers = [name, withoutPack].map((one) => names().understand(one));
      const sure = answers.find((one) => one.kind === "understood" && one.how !== "typo");
      const answer = sure ?? answers[0];
      if (answer === undefined) return [];
      const likely = answer.kind === "unknown" ? answer.nearest : [answer.snap, ...answer.also];
      return likely.slice(0, 3);
    },
  };
}

/** The Snaps by the name of their class; of a name that stands twice the first counts. */
export function classesByName(shapes: SnapShapes): ReadonlyMap<string, SnapShape> {
  const classes = new Map<string, SnapShape>();
  for (const shape of shapes.all()) {
    if (!classes.has(shape.name)) classes.set(shape.name, shape);
  }
  return classes;
}
