import type { Finding } from "../../base/finding.ts";

/** A finding about a file of a package, with the place in it when it is a text; both from 1. */
export interface PackageFinding extends Finding {
  /** Path in the package; `package.yaml` for what concerns the whole. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}
