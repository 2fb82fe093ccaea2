import { SnapFailure } from "../../../engine/snap-failure.ts";

export const compressionSchemes = ["GZIP", "DEFLATE", "BZIP2"] as const;
export type CompressionScheme = "GZIP" | "DEFLATE";

/** A scheme that this build has; throws a `SnapFailure` for the one it has not. */
export function requireScheme(scheme: (typeof compressionSchemes)[number]): CompressionScheme {
  if (scheme !== "BZIP2") return scheme;
  throw new SnapFailure(
    "BZIP2 is not supported",
    'Expected "GZIP" or "DEFLATE" for `compressionScheme`; found "BZIP2".',
    'Set `compressionScheme` to "GZIP".',
  );
}
