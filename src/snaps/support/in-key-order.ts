import type { Documents } from "../../engine/batch.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import { compareKeysBy, type CompareKeys } from "./compare-keys.ts";
import { detachedDocuments } from "./detach.ts";
import type { DocumentField } from "./document-field.ts";
import { externalSort, type SortEntry, type SortOptions } from "./external-sort.ts";
import { withKeys } from "./with-keys.ts";

const orders = ["Ascending", "Descending", "Unsorted"] as const;
/** How inputs come; Unsorted ones are sorted before they are compared. */
type SortedStreams = (typeof orders)[number];

/** The settings of Join and Diff about the order of their inputs. */
export const sortedStreamSettings = {
  sortedStreams: choice({
    help: "The order in which the inputs come; Unsorted sorts them here.",
    options: orders,
    default: "Ascending",
  }),
  nullGreater: flag({
    help: "Whether null comes after every value in the sorted inputs.",
    default: false,
  }),
  nullSafeAccess: flag({
    help: "Reads a missing path as null instead of failing the document.",
    default: false,
  }),
};

/** The comparison of streams that come in that order. */
export function compareStreams(
  order: SortedStreams,
  nullGreater: boolean,
  keyCount: number,
): CompareKeys {
  const direction = order === "Descending" ? -1 : 1;
  return compareKeysBy({
    directions: Array.from({ length: keyCount }, () => direction),
    nullGreater,
  });
}

/** Documents with their keys, in the order of `compare`: as they come, or sorted when they come unsorted. */
export function inKeyOrder(
  documents: Documents,
  fields: readonly DocumentField[],
  options: SortOptions & {
    readonly order: SortedStreams;
    readonly reject: SnapContext<unknown>["reject"];
  },
): AsyncIterable<readonly SortEntry[]> {
  if (options.order !== "Unsorted") return withKeys(documents, fields, options.reject);
  return externalSort(withKeys(detachedDocuments(documents), fields, options.reject), options);
}
