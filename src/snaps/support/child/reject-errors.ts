import { believe } from "../../../base/believe.ts";
import { isValueMap } from "../../../expr/path/value-map.ts";
import { toText } from "../../../expr/to-text.ts";
import type { Document, Value } from "../../../expr/value.ts";
import type { Batch } from "../../../engine/batch.ts";
import type { SnapContext } from "../../../engine/snap-context.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";

/** Gathers what the error views of children put out, until it can be rejected in the stream of the Snap itself. */
export interface ChildErrors {
  readonly take: (batch: Batch) => void;
  /** Hands what was gathered to the error behaviour of the Snap, which may throw. */
  readonly rejectAll: () => void;
}

export function childErrors(reject: SnapContext<unknown>["reject"]): ChildErrors {
  let gathered: Document[] = [];
  return {
    take: (batch) => {
      for (const document of believe<Batch<Document>>(batch)) gathered.push(document);
    },
    rejectAll: () => {
      const documents = gathered;
      gathered = [];
      for (const document of documents) rejectAgain(document, reject);
    },
  };
}

/** An error document keeps its words, its original and its own keys; the Snap named in it becomes the calling one. */
function rejectAgain(document: Document, reject: SnapContext<unknown>["reject"]): void {
  const { error, reason, resolution, original, stacktrace, snap_details, ...extra } = document;
  void stacktrace;
  void snap_details;
  const failure = new SnapFailure(
    words(error) ?? "A document came out of the error view of the child pipeline",
    words(reason) ?? "The child pipeline routes it there.",
    words(resolution) ?? "Look at the document to see why.",
    extra,
  );
  reject(isValueMap(original) ? original : document, failure);
}

function words(value: Value | undefined): string | undefined {
  return value === undefined || value === null ? undefined : toText(value);
}
