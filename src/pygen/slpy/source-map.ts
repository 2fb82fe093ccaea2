import type { Span } from "../../base/finding.ts";
import type { PythonExpression } from "./python-tree.ts";

/** Where the parts of a compiled pipeline stand in the text. */
export interface SourceMap {
  readonly pipeline: Span;
  readonly pipelineSettings: ReadonlyMap<string, PythonExpression>;
  /** By Snap id. */
  readonly snaps: ReadonlyMap<string, SnapPlaces>;
  /** By link id. */
  readonly links: ReadonlyMap<string, Span>;
}

export interface SnapPlaces {
  /** The whole constructor. */
  readonly span: Span;
  /** Its class. */
  readonly className: Span;
  /** By the name of the argument. */
  readonly arguments: ReadonlyMap<string, PythonExpression>;
  /** By the place of the setting, as findings name it. */
  readonly settings: ReadonlyMap<string, PythonExpression>;
}
