import { type Json, type JsonObject, printJson, setOwn } from "../base/json.ts";
import type { View } from "./model.ts";
import type { ParameterSpec, RowSpec, SettingSpec, SlpSpec, SnapSpec } from "./slp-spec.ts";
import { parseViewSpecs } from "./view-spec.ts";

/** The text of an SLP in the shape that the Designer exports; `SlpSpec` shows how little has to be said. */
export function buildSlp(spec: SlpSpec): string {
  return printJson(buildSlpObject(spec), 2);
}

/** The same as an object, for a test that breaks it in one place. */
export function buildSlpObject(spec: SlpSpec): JsonObject {
  const links = chainLinks(spec.links ?? []);
  const snaps = spec.snaps.map((snap) => ({ ...snap, ...viewsOf(snap, spec.snaps, links) }));
  const snapMap: JsonObject = {};
  for (const snap of snaps) setOwn(snapMap, snap.id, snapJson(snap));
  const linkMap: JsonObject = {};
  for (const [index, link] of links.entries()) {
    linkMap[`link${100 + index}`] = {
      dst_id: link.target.snapId,
      dst_view_id: link.target.view,
      src_id: link.source.snapId,
      src_view_id: link.source.view,
    };
  }
  return {
    class_id: "com-snaplogic-pipeline",
    class_version: 9,
    link_map: linkMap,
    link_serial: 100 + links.length,
    property_map: pipelineProperties(spec, snaps, links),
    render_map: { scale_ratio: 1, pan_x_num: 0, pan_y_num: 0, detail_map: {} },
    snap_map: snapMap,
  };
}

interface ViewEnd {
  readonly snapId: string;
  readonly view: string;
}
interface LinkSpec {
  readonly source: ViewEnd;
  readonly target: ViewEnd;
}
type BuiltSnap = Omit<SnapSpec, "inputs" | "outputs"> & {
  readonly inputs: readonly View[];
  readonly outputs: readonly View[];
};

function chainLinks(chains: readonly (readonly string[])[]): LinkSpec[] {
  return chains.flatMap((chain) =>
    chain.slice(1).map((target, index) => ({
      source: viewEnd(chain[index] ?? "", "output0", index > 0),
      target: viewEnd(target, "input0", false),
    })),
  );
}

function viewEnd(text: string, usual: string, ignoreView: boolean): ViewEnd {
  const dot = text.lastIndexOf(".");
  if (dot < 0) return { snapId: text, view: usual };
  return { snapId: text.slice(0, dot), view: ignoreView ? usual : text.slice(dot + 1) };
}

function viewsOf(
  snap: SnapSpec,
  all: readonly SnapSpec[],
  links: readonly LinkSpec[],
): Pick<BuiltSnap, "inputs" | "outputs"> {
  const arriving = links.filter((link) => link.target.snapId === snap.id);
  const leaving = links.filter((link) => link.source.snapId === snap.id);
  const inputs =
    snap.inputs === undefined
      ? arriving.map((link) => impliedView(link.target, declaredOf(all, link.source, "outputs")))
      : parseViewSpecs(snap.inputs);
  const implied = leaving
    .filter((link) => !link.source.view.startsWith("error"))
    .map((link) => impliedView(link.source, declaredOf(all, link.target, "inputs")));
  const usual: readonly View[] = [{ id: "output0", label: "output0", type: "document" }];
  const outputs =
    snap.outputs === undefined
      ? implied.length > 0
        ? implied
        : usual
      : parseViewSpecs(snap.outputs);
  return { inputs: distinct(inputs), outputs: distinct(outputs) };
}

function declaredOf(
  all: readonly SnapSpec[],
  end: ViewEnd,
  side: "inputs" | "outputs",
): View | undefined {
  const other = all.find((snap) => snap.id === end.snapId);
  return parseViewSpecs(other?.[side] ?? []).find((view) => view.id === end.view);
}

function impliedView(end: ViewEnd, other: View | undefined): View {
  return { id: end.view, label: end.view, type: other?.type ?? "document" };
}

function distinct(views: readonly View[]): View[] {
  return [...new Map(views.map((view) => [view.id, view])).values()];
}

function snapJson(snap: BuiltSnap): JsonObject {
  const settings: JsonObject = { execution_mode: { value: snap.mode ?? "Validate & Execute" } };
  for (const [key, value] of Object.entries(snap.settings ?? {})) {
    setOwn(settings, key, settingJson(value));
  }
  const properties: JsonObject = {
    info: { label: { value: snap.label ?? snap.id }, notes: { value: null } },
    settings,
    input: viewsJson(snap.inputs),
    output: viewsJson(snap.outputs),
    error: {
      error0: { label: { value: "error0" }, view_type: { value: "document" } },
      error_behavior: { value: snap.error ?? "fail" },
    },
    view_serial: 100,
  };
  if (snap.account !== undefined)
    properties["account"] = { account_ref: accountJson(snap.account) };
  return {
    class_id: snap.classId,
    class_version: snap.version ?? 1,
    instance_id: snap.id,
    property_map: properties,
  };
}

function accountJson(account: string | { readonly expression: string }): JsonObject {
  if (typeof account !== "string") return { expression: true, value: account.expression };
  return { expression: false, value: { label: { value: account }, ref_id: { value: null } } };
}

function viewsJson(views: readonly View[]): JsonObject {
  const json: JsonObject = {};
  for (const view of views) {
    setOwn(json, view.id, { label: { value: view.label }, view_type: { value: view.type } });
  }
  return json;
}

function settingJson(setting: SettingSpec): JsonObject {
  if (setting === null || typeof setting !== "object") return { value: setting };
  if (isTable(setting)) return { value: setting.map(rowJson) };
  const flagged = expressionOf(setting);
  if (flagged !== undefined) return { expression: true, value: flagged };
  return { value: rowJson(setting) };
}

function isTable(setting: object): setting is readonly RowSpec[] {
  return Array.isArray(setting);
}

function expressionOf(setting: RowSpec): string | undefined {
  const { expression } = setting;
  return Object.keys(setting).length === 1 && typeof expression === "string"
    ? expression
    : undefined;
}

function rowJson(row: RowSpec): JsonObject {
  const json: JsonObject = {};
  for (const [key, value] of Object.entries(row)) setOwn(json, key, settingJson(value));
  return json;
}

function pipelineProperties(
  spec: SlpSpec,
  snaps: readonly BuiltSnap[],
  links: readonly LinkSpec[],
): JsonObject {
  const given = spec.parameters ?? {};
  const parameters = isParameterList(given)
    ? given
    : Object.entries(given).map(([key, value]) => ({ key, value }));
  return {
    info: {
      label: { value: spec.label ?? "Pipeline" },
      author: { value: "" },
      notes: { value: null },
      purpose: { value: null },
    },
    settings: {
      param_table: { value: parameters.map(parameterJson) },
      imports: {
        value: Object.entries(spec.imports ?? {}).map(([name, path]) =>
          rowJson({ path, as: name }),
        ),
      },
      error_pipeline: settingJson(spec.errorPipeline ?? null),
      error_param_table: {
        value: Object.entries(spec.errorParameters ?? {}).map(([key, value]) =>
          rowJson({ key, value }),
        ),
      },
    },
    input: openViewsJson(snaps, "inputs", new Set(links.map((link) => endKey(link.target)))),
    output: openViewsJson(snaps, "outputs", new Set(links.map((link) => endKey(link.source)))),
    error: { error_behavior: { value: "none" } },
  };
}

function isParameterList(given: object): given is readonly ParameterSpec[] {
  return Array.isArray(given);
}

function parameterJson(parameter: ParameterSpec): Json {
  return {
    key: { value: parameter.key },
    value: { value: parameter.value ?? null },
    data_type: { value: "string" },
    required: { value: parameter.required ?? false },
    description: { value: parameter.description ?? "" },
    capture: { value: false },
  };
}

function openViewsJson(
  snaps: readonly BuiltSnap[],
  side: "inputs" | "outputs",
  linked: ReadonlySet<string>,
): JsonObject {
  const json: JsonObject = {};
  for (const snap of snaps) {
    for (const view of snap[side]) {
      const key = endKey({ snapId: snap.id, view: view.id });
      if (linked.has(key)) continue;
      const label = `${snap.label ?? snap.id} - ${view.label}`;
      setOwn(json, key, { label: { value: label }, view_type: { value: view.type } });
    }
  }
  return json;
}

function endKey(end: ViewEnd): string {
  return `${end.snapId}_${end.view}`;
}
