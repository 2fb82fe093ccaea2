import { z } from "zod";
import { Refusal } from "../../base/errors.ts";
import type { SnapShape } from "../../pipeline/snap-shape.ts";
import type { Pygen } from "../../pygen/pygen.ts";

const namesMax = 100;

export const snapNames = z
  .array(z.string())
  .describe("Class names (TransformMapper), labels (Mapper), or words of other tools");

/** What was understood when a name was not the class name itself. */
export const understoodSchema = z.object({
  given: z.string(),
  understood_as: z.string(),
  how: z.string(),
  /** What the word may mean as well. */
  or: z.array(z.string()).optional(),
});
export const unknownSchema = z.object({ given: z.string(), nearest: z.array(z.string()) });

/** The parts of an answer that say how names were understood; absent where there is nothing to say. */
export const namingSchema = {
  understood: z.array(understoodSchema).optional(),
  unknown: z.array(unknownSchema).optional(),
};

export interface AskedSnaps {
  /** In the order of the names, each once. */
  readonly snaps: readonly SnapShape[];
  readonly exact: readonly SnapShape[];
  readonly understood: readonly z.output<typeof understoodSchema>[];
  readonly unknown: readonly z.output<typeof unknownSchema>[];
}

/** The Snaps that names stand for. */
export function askedSnaps(pygen: Pygen, names: readonly string[]): AskedSnaps {
  if (names.length === 0 || names.length > namesMax) throw wrongCount(names.length);
  const snaps = new Set<SnapShape>();
  const exact = new Set<SnapShape>();
  const understood: z.output<typeof understoodSchema>[] = [];
  const unknown: z.output<typeof unknownSchema>[] = [];
  for (const name of new Set(names)) {
    const found = pygen.understand(name);
    if (found.kind === "unknown") {
      const near = found.nearest.length > 0 ? found.nearest : pygen.searchSnaps(name, 3);
      unknown.push({ given: name.slice(0, 200), nearest: near.map((snap) => snap.name) });
      continue;
    }
    snaps.add(found.snap);
    if (found.how === "name") exact.add(found.snap);
    else {
      const or = found.also.map((snap) => snap.name);
      const { how } = found;
      understood.push({
        given: name,
        understood_as: found.snap.name,
        how,
        ...(or.length === 0 ? {} : { or }),
      });
    }
  }
  return { snaps: [...snaps], exact: [...exact], understood, unknown };
}

/** The naming parts of an answer, without empty ones. */
export function namingOf({ understood, unknown }: AskedSnaps): {
  understood?: z.output<typeof understoodSchema>[];
  unknown?: z.output<typeof unknownSchema>[];
} {
  return {
    ...(understood.length === 0 ? {} : { understood: [...understood] }),
    ...(unknown.length === 0 ? {} : { unknown: [...unknown] }),
  };
}

function wrongCount(count: number): Refusal {
  return new Refusal(
    "invalid-argument",
    count === 0 ? "snap_names is empty" : "snap_names has too many names",
    `Expected 1 to ${namesMax} names; found ${count}.`,
    count === 0
      ? 'Name a Snap, as in ["Mapper"]; pygen_get_all_snap_names lists them.'
      : `Send at most ${namesMax} names in one call.`,
  );
}
