import type { Store } from "./schema.ts";

const probes = new WeakMap<Store, () => number>();

/** A number that changes when another process has written to the rows; it costs next to nothing to ask. */
export function otherWrites(store: Store): number {
  return probes.get(store)?.() ?? 0;
}

/** Says how that is asked of a store. */
export function setOtherWrites(store: Store, probe: () => number): void {
  probes.set(store, probe);
}
