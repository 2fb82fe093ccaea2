import type { SnapShape } from "../../pipeline/snap-shape.ts";
import { notImplementedWords } from "../../pygen/docs/snap-documentation.ts";

/** What has to be said of a Snap that this build cannot run. */
export function noteOf(snap: SnapShape): { readonly note?: string } {
  return snap.implemented ? {} : { note: notImplementedWords(snap) };
}
