/** Something that was stored, changed or removed. */
export interface AssetChange {
  readonly kind: "pipeline" | "file" | "run";
  /** `/Org/Project/name`, or the `ruuid` of a run. */
  readonly name: string;
  /** It was not there before, or is not any more. */
  readonly listChanged: boolean;
}

/** Tells whoever watches of what changed in this process, after it is on disk. */
export class Changes {
  readonly #watchers = new Set<(change: AssetChange) => void>();

  tell(change: AssetChange): void {
    for (const watcher of this.#watchers) watcher(change);
  }

  /** The returned function ends it. */
  watch(watcher: (change: AssetChange) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }
}
