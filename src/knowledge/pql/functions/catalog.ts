import type { PqlFunction } from "../function.ts";
import { processFunctions } from "../process/process-functions.ts";
import { aggregates } from "./aggregates.ts";
import { arithmetic } from "./arithmetic.ts";
import { calendars } from "./calendars.ts";
import { conditions } from "./conditions.ts";
import { conversions } from "./conversions.ts";
import { dates } from "./dates.ts";
import { like } from "./like.ts";
import { numbers } from "./numbers.ts";
import { pullFunction } from "./pulls.ts";
import { remaps } from "./remaps.ts";
import { scopes } from "./scopes.ts";
import { texts } from "./texts.ts";

/** Every function and operator of PQL, by family. */
export const pqlFunctions: readonly PqlFunction[] = [
  ...arithmetic,
  ...conditions,
  ...like,
  ...texts,
  ...numbers,
  ...conversions,
  ...dates,
  ...calendars,
  ...remaps,
  ...aggregates,
  ...aggregates.filter((declared) => declared.pulls).map(pullFunction),
  ...scopes,
  ...processFunctions,
];

const byName = new Map(pqlFunctions.map((declared) => [declared.name, declared]));

export function functionNamed(name: string): PqlFunction | undefined {
  return byName.get(name);
}

/** Names that can be called, for the nearest ones. */
export function functionNames(): readonly string[] {
  return [...byName.keys(), "KPI"].filter((name) => /^[A-Z_0-9]+$/.test(name));
}
