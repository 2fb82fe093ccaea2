import type { JsonObject } from "../base/json.ts";
import type { Pipeline, SettingRow, SettingValue, SnapNode } from "./model.ts";

/** A pipeline that is to become an SLP: what `Pipeline` names, without the file it was read from. */
export interface PipelineDraft extends Pick<
  Pipeline,
  "label" | "author" | "notes" | "purpose" | "links"
> {
  /** `settings` of the pipeline's `property_map`: parameters, libraries, the error pipeline. */
  readonly settings: SettingRow;
  readonly snaps: readonly SnapDraft[];
  /** Members of `render_map` that are not as usual; `detail_map` holds the places of the Snaps. */
  readonly render: JsonObject;
  /** Further members of the SLP; they are merged into what the draft says. */
  readonly more: JsonObject;
}

/** A Snap that is to be written; its execution mode is one of its settings. */
export interface SnapDraft extends Omit<SnapNode, "executionMode" | "account"> {
  /** The `account_ref`. */
  readonly account?: SettingValue;
  /** Further members of its `property_map`, such as `info.pipe_ref`. */
  readonly more: JsonObject;
}
