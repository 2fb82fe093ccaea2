import type { PqlFunction } from "../function.ts";
import { activityIndexes } from "./activity-index.ts";
import { edges } from "./edges.ts";
import { matchActivities } from "./match-activities.ts";
import { matchProcess } from "./match-process.ts";
import { processEquals } from "./process-equals.ts";
import { processRegex } from "./process-regex.ts";
import { ranges } from "./ranges.ts";
import { rework } from "./rework.ts";
import { shortened, variant } from "./variant.ts";

/** Functions over event logs. */
export const processFunctions: readonly PqlFunction[] = [
  variant,
  shortened,
  rework,
  ...ranges,
  ...activityIndexes,
  ...edges,
  matchActivities,
  matchProcess,
  processRegex,
  processEquals,
];
