import type { LoadWorkspace } from "../load/load-workspace.ts";
import type { SourceReaders } from "../source-readers.ts";

/** What reading one source has at hand. */
export interface SourceContext {
  /** Name of the table that it becomes. */
  readonly table: string;
  readonly workspace: LoadWorkspace;
  readonly readers: SourceReaders;
  /** Whether a column, by its name in the source, is read as it stands because its type is declared. */
  readonly asText: (column: string) => boolean;
  /** What other tables of the data model have read from the same file, by a name of the reader's choice. */
  readonly shared: Map<string, Promise<unknown>>;
  readonly onRows: (rows: number) => void;
}
