/** A name as an id: what an id cannot hold becomes `_`. */
export function plainId(name: string): string {
  const plain = name
    .trim()
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, "_")
    .slice(0, 180);
  return plain === "" || plain === "_" ? "X" : plain;
}

/** The id, or with the first number behind it that is free. Ids that differ in case alone count as equal. */
export function uniqueId(id: string, taken: Set<string>): string {
  let free = id;
  for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${id}_${count}`;
  taken.add(free.toLowerCase());
  return free;
}
