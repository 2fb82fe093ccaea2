import type { Document } from "../expr/value.ts";
import type { Redactor } from "./redactor.ts";
import { describeFailure } from "./run-failure.ts";
import { SnapFailure } from "./snap-failure.ts";

/** The document that goes to an error view: `error`, `reason`, `resolution`, `stacktrace`, `original` and the Snap's own keys. */
export function errorDocument(
  original: Document,
  failure: unknown,
  snap: { readonly id: string; readonly label: string },
  extra: Document = {},
  redactor?: Redactor,
): Document {
  const { error, reason, resolution } = describeFailure(failure);
  const own = failure instanceof SnapFailure ? failure.extra : {};
  const words = { error, reason, resolution, stacktrace: "", ...own, ...extra };
  return {
    ...(redactor?.value(words) ?? words),
    original,
    snap_details: { label: snap.label, instance_id: snap.id },
  };
}
