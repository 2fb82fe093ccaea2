import type { LoadData } from "../../knowledge/data/load/load-order.ts";
import type { LoadedData } from "../../knowledge/data/loaded-data.ts";
import type { DataModel } from "../../knowledge/data/model/data-model.ts";
import type { KnowledgeBase } from "../../knowledge/knowledge-base.ts";
import type { ReadModel } from "../../knowledge/model/read/read-knowledge-model.ts";
import type { YamlFinding } from "../../knowledge/yaml/yaml-finding.ts";

/** What stands behind packages: loading data, opening it, asking it, and saying what is wrong with a model over it. */
export interface KnowledgeEngine {
  readonly load: LoadData;
  /** Opens a database that `load` made. */
  openLoaded(model: DataModel, file: string): Promise<LoadedData>;
  /** Opens the tables of a data model that stay in a warehouse. */
  openWarehouse(model: DataModel): Promise<LoadedData>;
  knowledgeBase(read: ReadModel, data: LoadedData): KnowledgeBase;
  lint(read: ReadModel, data: LoadedData | undefined): readonly YamlFinding[];
}
