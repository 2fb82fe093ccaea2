import type { SnapShape } from "../../pipeline/snap-shape.ts";
import { databaseSnaps } from "./database-snaps.ts";
import { knownSnap } from "./known-snap.ts";
import { fileSnaps } from "./file-snaps.ts";
import { sparkSnaps } from "./spark-snaps.ts";
import { modelSnaps } from "./model-snaps.ts";
import { streamSnaps } from "./stream-snaps.ts";
import { serviceSnaps } from "./service-snaps.ts";
import { applicationSnaps } from "./application-snaps.ts";

/**
 * Snaps that pipelines of the platform use, known by name; a catalogue replaces those that the build runs by their
 * definitions. So a pipeline with one of the others is told that the Snap cannot run, and not that it does not exist.
 */
export const knownSnaps: readonly SnapShape[] = [
  ...fileSnaps,
  ...sparkSnaps,
  ...modelSnaps,
  ...streamSnaps,
  ...serviceSnaps,
  ...applicationSnaps,
  ...databaseSnaps,
].map(knownSnap);
