import { SnapFailure } from "../../../engine/snap-failure.ts";

/** The path that a setting came to for a document; throws a `SnapFailure` when there is none. */
export function requirePath(path: string, setting: string): string {
  if (path.trim() !== "") return path;
  throw new SnapFailure(
    `\`${setting}\` has no value`,
    "Expected the path of a file, such as `orders.csv` or `../shared/orders.csv`; found nothing.",
    `Set \`${setting}\`, or see that its expression has a value for this document.`,
  );
}
