import { getOwn, isObject, type Json, type JsonObject, setOwn } from "../base/json.ts";
import type { Link, SettingRow, SettingValue, View } from "./model.ts";
import type { PipelineDraft, SnapDraft } from "./pipeline-draft.ts";

/** The SLP of a draft as an object, in the shape that the Designer exports. What is derived is derived here. */
export function draftJson(draft: PipelineDraft): JsonObject {
  const snapMap: JsonObject = {};
  for (const snap of draft.snaps) setOwn(snapMap, snap.id, snapJson(snap));
  const linkMap: JsonObject = {};
  for (const link of draft.links) setOwn(linkMap, link.id, linkJson(link));
  const json: JsonObject = {
    class_id: "com-snaplogic-pipeline",
    class_version: 9,
    link_map: linkMap,
    link_serial: nextNumber(draft.links.map((link) => link.id)),
    property_map: pipelineProperties(draft),
    render_map: { scale_ratio: 1, pan_x_num: 0, pan_y_num: 0, detail_map: {}, ...draft.render },
    snap_map: snapMap,
  };
  return mergeInto(json, draft.more);
}

/** `{ "value": … }`, with `"expression": true` when it is flagged. */
export function settingJson({ value, expression }: SettingValue): JsonObject {
  return expression ? { expression, value: contentJson(value) } : { value: contentJson(value) };
}

export function settingRowJson(row: SettingRow): JsonObject {
  const json: JsonObject = {};
  for (const [key, value] of Object.entries(row)) setOwn(json, key, settingJson(value));
  return json;
}

function contentJson(content: SettingValue["value"]): Json {
  if (content === null || typeof content !== "object") return content;
  return isTable(content) ? content.map(settingRowJson) : settingRowJson(content);
}

function isTable(content: object): content is readonly SettingRow[] {
  return Array.isArray(content);
}

function snapJson(snap: SnapDraft): JsonObject {
  const properties: JsonObject = {
    info: { label: { value: snap.label }, notes: { value: snap.notes === "" ? null : snap.notes } },
    settings: settingRowJson(snap.settings),
    input: viewsJson(snap.inputs),
    output: viewsJson(snap.outputs),
    error: { ...viewsJson(snap.errorViews), error_behavior: { value: snap.errorBehavior } },
    view_serial: nextNumber([...snap.inputs, ...snap.outputs].map((view) => view.id)),
  };
  if (snap.account !== undefined) {
    const { value, expression } = snap.account;
    properties["account"] = { account_ref: { expression, value: contentJson(value) } };
  }
  return {
    class_id: snap.classId,
    class_version: snap.version,
    instance_id: snap.id,
    property_map: mergeInto(properties, snap.more),
  };
}

function viewsJson(views: readonly View[]): JsonObject {
  const json: JsonObject = {};
  for (const view of views) {
    setOwn(json, view.id, { label: { value: view.label }, view_type: { value: view.type } });
  }
  return json;
}

function linkJson(link: Link): JsonObject {
  return {
    dst_id: link.targetId,
    dst_view_id: link.targetView,
    ...(link.isGoto ? { isGoto: true } : {}),
    src_id: link.sourceId,
    src_view_id: link.sourceView,
  };
}

/** The number after the largest that an id ends in, and 100 at least: where the Designer goes on to count. */
export function nextNumber(ids: readonly string[]): number {
  let next = 100;
  for (const id of ids) next = Math.max(next, Number(/(\d{1,9})$/.exec(id)?.[1] ?? 0) + 1);
  return next;
}

function pipelineProperties(draft: PipelineDraft): JsonObject {
  const targets = new Set(draft.links.map((link) => endKey(link.targetId, link.targetView)));
  const sources = new Set(draft.links.map((link) => endKey(link.sourceId, link.sourceView)));
  return {
    info: {
      label: { value: draft.label },
      author: { value: draft.author },
      notes: { value: draft.notes === "" ? null : draft.notes },
      purpose: { value: draft.purpose === "" ? null : draft.purpose },
    },
    settings: settingRowJson(draft.settings),
    input: openViewsJson(draft.snaps, "inputs", targets),
    output: openViewsJson(draft.snaps, "outputs", sources),
    error: { error_behavior: { value: "none" } },
  };
}

function openViewsJson(
  snaps: readonly SnapDraft[],
  side: "inputs" | "outputs",
  linked: ReadonlySet<string>,
): JsonObject {
  const json: JsonObject = {};
  for (const snap of snaps) {
    for (const view of snap[side]) {
      const key = endKey(snap.id, view.id);
      if (linked.has(key)) continue;
      const label = `${snap.label} - ${view.label}`;
      setOwn(json, key, { label: { value: label }, view_type: { value: view.type } });
    }
  }
  return json;
}

function endKey(snapId: string, viewId: string): string {
  return `${snapId}_${viewId}`;
}

/** Adds the members of `more`; where both sides hold an object, those are merged in turn. */
function mergeInto(target: JsonObject, more: JsonObject): JsonObject {
  for (const [key, value] of Object.entries(more)) {
    const found = getOwn(target, key);
    setOwn(target, key, isObject(found) && isObject(value) ? mergeInto(found, value) : value);
  }
  return target;
}
