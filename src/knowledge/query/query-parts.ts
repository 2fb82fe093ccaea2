import type { Clock } from "../../base/clock.ts";
import type { Limits } from "../../base/limits.ts";
import type { LoadedData } from "../data/loaded-data.ts";
import type { Asker } from "./asker.ts";
import type { ModelIndex } from "./model-index.ts";
import type { AskerPolicies } from "./policies.ts";

/** What every kind of question is answered from. */
export interface QueryParts {
  readonly index: ModelIndex;
  readonly data: LoadedData;
  readonly clock: Clock;
  readonly limits: Limits;
  policiesOf(asker: Asker): AskerPolicies;
}
