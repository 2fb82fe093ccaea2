import { SnapFailure } from "../../../engine/snap-failure.ts";

/** Refuses what is no object of an object store, for Snaps that reach nothing else. */
export function requireS3(path: string): void {
  if (/^s3:/i.test(path)) return;
  throw new SnapFailure(
    "The path is not one of S3",
    `Expected s3:///bucket/key; found ${JSON.stringify(path.slice(0, 200))}.`,
    "Write it so, or use File Reader or File Writer, which take paths of every kind.",
  );
}

/** The path of an object, from the settings that name its bucket and its key. */
export function s3PathOf(bucket: string, key: string): string {
  return `s3:///${bucket.trim()}/${key.replace(/^\/+/, "")}`;
}
