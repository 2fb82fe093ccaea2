import type { Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";

/** Counts what comes out of something compressed, so that a little of it cannot become without end. */
export interface UnpackBudget {
  /** Throws a `SnapFailure` that names the limit once too much has come out. */
  take(bytes: number): void;
  /** Says that so many more bytes of it have been read. */
  packed(bytes: number): void;
}

/** Below this size the ratio between what is packed and its content says nothing. */
const ratioBytesMin = 1024 * 1024;

export function unpackBudget(
  packedBytes: number,
  limits: Pick<Limits, "archiveBytesMax" | "archiveRatioMax">,
  what: string,
): UnpackBudget {
  let packed = packedBytes;
  let unpacked = 0;
  return {
    take: (bytes) => {
      unpacked += bytes;
      if (unpacked > limits.archiveBytesMax) {
        refuse(what, `at most ${limits.archiveBytesMax} bytes of content (archiveBytesMax)`);
      }
      if (unpacked > Math.max(packed * limits.archiveRatioMax, ratioBytesMin)) {
        refuse(
          what,
          `content at most ${limits.archiveRatioMax} times the archive (archiveRatioMax)`,
        );
      }
    },
    packed: (bytes) => {
      packed += bytes;
    },
  };
}

function refuse(what: string, expected: string): never {
  throw new SnapFailure(
    `${what} is too large`,
    `Expected ${expected}; found more.`,
    "Split it, or have the operator raise the limit.",
  );
}
