import type { Document } from "../expr/value.ts";

/** What a Snap throws for a document (or a file, a request) it cannot process: the error document's words. */
export class SnapFailure extends Error {
  readonly reason: string;
  readonly resolution: string;
  /** Further keys of the error document, such as `status_code`. */
  readonly extra: Document;

  constructor(error: string, reason: string, resolution: string, extra: Document = {}) {
    super(error);
    this.name = "SnapFailure";
    this.reason = reason;
    this.resolution = resolution;
    this.extra = extra;
  }
}
