import type { Clock } from "../../base/clock.ts";
import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import { createKnowledgeBase } from "../../knowledge/create-knowledge-base.ts";
import { loadData } from "../../knowledge/data/load/load-data.ts";
import { openLoadedData } from "../../knowledge/data/open-loaded-data.ts";
import { lintModel } from "../../knowledge/model/lint-model.ts";
import type { KnowledgeEngine } from "./knowledge-engine.ts";

export interface KnowledgeEngineParts {
  readonly clock: Clock;
  readonly limits: Limits;
  /** Where queries put what does not fit into memory. */
  readonly tempDirectory: string;
}

/** DuckDB behind knowledge models. */
export function createKnowledgeEngine({
  clock,
  limits,
  tempDirectory,
}: KnowledgeEngineParts): KnowledgeEngine {
  return {
    load: loadData,
    openLoaded: (model, file) => openLoadedData(file, model, { tempDirectory, limits }),
    openWarehouse: (model) => Promise.reject(noWarehouse(model.id)),
    knowledgeBase: (read, data) =>
      Promise.resolve(createKnowledgeBase({ model: read.model, data, clock, limits })),
    lint: (read, data) => {
      const known =
        data === undefined ? undefined : { id: read.model.dataModelId, schema: data.schema };
      return lintModel(read, known, clock.now());
    },
  };
}

function noWarehouse(dataModel: string): Refusal {
  return new Refusal(
    "not-supported",
    `The data model "${dataModel}" names a warehouse.`,
    "Expected tables with sources, which are loaded; asking a warehouse where it is does not go yet.",
    "Give each table a `source`, such as `{kind: postgres, connection: …, table: …}`.",
  );
}
