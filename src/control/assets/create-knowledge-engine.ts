import type { Clock } from "../../base/clock.ts";
import type { Limits } from "../../base/limits.ts";
import { createKnowledgeBase } from "../../knowledge/create-knowledge-base.ts";
import { loadData } from "../../knowledge/data/load/load-data.ts";
import { openLoadedData } from "../../knowledge/data/open-loaded-data.ts";
import { openWarehouseData } from "../../knowledge/data/open-warehouse-data.ts";
import { lintModel } from "../../knowledge/model/lint-model.ts";
import type { KnowledgeEngine } from "./knowledge-engine.ts";

export interface KnowledgeEngineParts {
  readonly clock: Clock;
  readonly limits: Limits;
  /** Where queries put what does not fit into memory. */
  readonly tempDirectory: string;
  /** Connection string of PostgreSQL by the name of the connection; refuses a name that is not known. */
  readonly postgresUrl: (name: string) => string | Promise<string>;
}

/** DuckDB behind knowledge models. */
export function createKnowledgeEngine({
  clock,
  limits,
  tempDirectory,
  postgresUrl,
}: KnowledgeEngineParts): KnowledgeEngine {
  return {
    load: loadData,
    openLoaded: (model, file) => openLoadedData(file, model, { tempDirectory, limits }),
    async openWarehouse(model) {
      const url = await postgresUrl(model.warehouse?.postgres ?? "");
      const signal = AbortSignal.timeout(limits.warehouseQueryTimeoutMs);
      return await openWarehouseData(model, { url, limits, clock, signal });
    },
    knowledgeBase: ({ model }, data) => createKnowledgeBase({ model, data, clock, limits }),
    lint: (read, data) => {
      const known =
        data === undefined ? undefined : { id: read.model.dataModelId, schema: data.schema };
      return lintModel(read, known, clock.now());
    },
  };
}
