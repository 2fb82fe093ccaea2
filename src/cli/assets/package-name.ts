import { basename } from "node:path";

/** A key for the package of a file: `Receipt Log.csv.gz` → `receipt-log`. */
export function packageName(path: string): string {
  const stem = basename(path)
    .replace(/\.gz$/i, "")
    .replace(/\.[^.]+$/, "");
  const words = stem.toLowerCase().split(/[^a-z0-9]+/);
  return words.filter((word) => word !== "").join("-") || "model";
}
