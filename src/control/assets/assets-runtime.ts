import type { RowGeneration } from "../oauth/row-generation.ts";
import type { Runs } from "../runs/runs.ts";
import type { AssetsCore } from "./assets-core.ts";
import type { OutsideReaders } from "./loads/run-load.ts";
import type { KnowledgeBases } from "./knowledge-bases.ts";

/** What opening assets takes. */
export interface AssetsRuntime extends AssetsCore {
  readonly bases: KnowledgeBases;
  readonly readExcel: OutsideReaders["readExcel"];
  readonly runs: Pick<Runs, "execute">;
  /** Moves on when packages, versions, grants or loads have changed, in this process or another. */
  readonly rows: RowGeneration;
}
