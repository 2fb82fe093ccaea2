/**
 * An id for each place of a list: the one that is given, else the usual one of that place. A usual one that is given
 * elsewhere makes way for the next that is free.
 */
export function mintIds(
  given: readonly (string | undefined)[],
  usual: (index: number) => string,
): readonly string[] {
  const taken = new Set(given);
  let spare = given.length;
  return given.map((id, index) => {
    if (id !== undefined) return id;
    let minted = usual(index);
    while (taken.has(minted)) minted = usual(spare++);
    taken.add(minted);
    return minted;
  });
}

/** `11111111-1111-1111-1111-000000000001`: the shape that the platform's own Git integration gives to Snap ids. */
export function usualSnapId(index: number): string {
  return `11111111-1111-1111-1111-${String(index + 1).padStart(12, "0")}`;
}

export function usualLinkId(index: number): string {
  return `link${100 + index}`;
}
