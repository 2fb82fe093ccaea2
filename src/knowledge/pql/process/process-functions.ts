import type { PqlFunction } from "../function.ts";

/** Functions over event logs. */
export const processFunctions: readonly PqlFunction[] = [];
