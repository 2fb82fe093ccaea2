import { posix } from "node:path";

/** `data/Receipt Log.csv.gz` becomes `Receipt-Log`. */
export function modelId(file: string): string {
  const plain = posix
    .basename(file)
    .replace(/\.gz$/i, "")
    .replace(/\.[A-Za-z0-9]+$/, "")
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 100);
  return plain === "" ? "event-log" : plain;
}
