import type { Link } from "../../pipeline/model.ts";

/** Column and row of a Snap on the Designer's canvas. */
export type GridPosition = readonly [column: number, row: number];

/** Beyond this a number has no neighbour to step to. */
const gridMax = 1_000_000;

/**
 * Places for the Snaps without one: left to right, each a column after all that feed it, the first branch on in the row
 * of its source, further ones below. Snaps of a cycle follow in the order of the text. No two stand on one place.
 */
export function layOut(
  snapIds: readonly string[],
  links: readonly Link[],
  given: ReadonlyMap<string, GridPosition>,
): ReadonlyMap<string, GridPosition> {
  const positions = new Map(given);
  const taken = new Set([...given.values()].map(keyOf));
  const sources = Map.groupBy(links, (link) => link.targetId);
  for (const id of orderOf(snapIds, links)) {
    if (positions.has(id)) continue;
    const before = (sources.get(id) ?? [])
      .map((link) => positions.get(link.sourceId))
      .filter((position) => position !== undefined);
    const column = Math.max(0, ...before.map(([sourceColumn]) => onGrid(sourceColumn))) + 1;
    let row = before.length === 0 ? 1 : Math.min(...before.map(([, sourceRow]) => sourceRow));
    if (Math.abs(row) > gridMax) row = 1;
    while (taken.has(keyOf([column, row]))) row++;
    positions.set(id, [column, row]);
    taken.add(keyOf([column, row]));
  }
  return positions;
}

function onGrid(column: number): number {
  return Math.min(Math.floor(column), gridMax);
}

function keyOf([column, row]: GridPosition): string {
  return `${column} ${row}`;
}

/** Each Snap after those that feed it, as far as there is such an order; what is in a cycle last. */
function orderOf(snapIds: readonly string[], links: readonly Link[]): readonly string[] {
  const known = new Set(snapIds);
  const waits = new Map<string, number>();
  const leaving = Map.groupBy(
    links.filter((link) => known.has(link.sourceId)),
    (link) => link.sourceId,
  );
  for (const link of links) {
    if (known.has(link.sourceId)) waits.set(link.targetId, (waits.get(link.targetId) ?? 0) + 1);
  }
  const order = new Set(snapIds.filter((id) => (waits.get(id) ?? 0) === 0));
  for (const id of order) {
    for (const { targetId } of leaving.get(id) ?? []) {
      const left = (waits.get(targetId) ?? 0) - 1;
      waits.set(targetId, left);
      if (left === 0 && known.has(targetId)) order.add(targetId);
    }
  }
  return [...order, ...snapIds.filter((id) => !order.has(id))];
}
