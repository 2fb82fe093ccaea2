import type { Document } from "../../expr/value.ts";
import type { Documents } from "../../engine/batch.ts";
import { advanceBatch, advanceInside, closeCursors, openCursor, type Cursor } from "./cursor.ts";
import { joinFields } from "./join-fields.ts";

interface Source {
  readonly label: string;
  readonly documents: Documents;
}

/** Joins the first documents of all sources, the second, and so on. Where one has ended, the others go on without it. */
export async function* mergeByPosition(
  sources: readonly Source[],
  batchSizeMax: number,
): Documents {
  const cursors: Cursor<Document>[] = [];
  try {
    for (const { documents } of sources) cursors.push(await openCursor(documents));
    let out: Document[] = [];
    for (
      let joined = joinHeads(cursors, sources);
      joined !== undefined;
      joined = joinHeads(cursors, sources)
    ) {
      out.push(joined);
      if (out.length >= batchSizeMax) {
        yield out;
        out = [];
      }
      for (const cursor of cursors) if (!advanceInside(cursor)) await advanceBatch(cursor);
    }
    if (out.length > 0) yield out;
  } finally {
    await closeCursors(cursors);
  }
}

function joinHeads(
  cursors: readonly Cursor<Document>[],
  sources: readonly Source[],
): Document | undefined {
  let joined: Document | undefined;
  for (const [index, { head }] of cursors.entries()) {
    if (head === undefined) continue;
    joined = joined === undefined ? head : joinFields(joined, head, sources[index]?.label ?? "");
  }
  return joined;
}
