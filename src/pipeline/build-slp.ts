import { type JsonObject, printJson, setOwn } from "../base/json.ts";
import { draftJson } from "./draft-json.ts";
import type { SettingRow, SettingValue, View } from "./model.ts";
import type { SnapDraft } from "./pipeline-draft.ts";
import type { ParameterSpec, RowSpec, SettingSpec, SlpSpec, SnapSpec } from "./slp-spec.ts";
import { parseViewSpecs } from "./view-spec.ts";

/** The text of an SLP in the shape that the Designer exports; `SlpSpec` shows how little has to be said. */
export function buildSlp(spec: SlpSpec): string {
  return printJson(buildSlpObject(spec), 2);
}

/** The same as an object, for a test that breaks it in one place. */
export function buildSlpObject(spec: SlpSpec): JsonObject {
  const links = chainLinks(spec.links ?? []);
  return draftJson({
    label: spec.label ?? "Pipeline",
    author: "",
    notes: "",
    purpose: "",
    settings: pipelineSettings(spec),
    snaps: spec.snaps.map((snap) => snapDraft(snap, viewsOf(snap, spec.snaps, links))),
    links: links.map(({ source, target }, index) => ({
      id: `link${100 + index}`,
      sourceId: source.snapId,
      sourceView: source.view,
      targetId: target.snapId,
      targetView: target.view,
      isGoto: false,
    })),
    render: {},
    more: {},
  });
}

interface ViewEnd {
  readonly snapId: string;
  readonly view: string;
}
interface LinkSpec {
  readonly source: ViewEnd;
  readonly target: ViewEnd;
}

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
): Pick<SnapDraft, "inputs" | "outputs"> {
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

function snapDraft(spec: SnapSpec, views: Pick<SnapDraft, "inputs" | "outputs">): SnapDraft {
  return {
    ...views,
    id: spec.id,
    classId: spec.classId,
    version: spec.version ?? 1,
    label: spec.label ?? spec.id,
    notes: "",
    settings: rowOf({ execution_mode: spec.mode ?? "Validate & Execute", ...spec.settings }),
    errorViews: [{ id: "error0", label: "error0", type: "document" }],
    errorBehavior: spec.error ?? "fail",
    ...(spec.account === undefined ? {} : { account: accountOf(spec.account) }),
    more: {},
  };
}

function accountOf(account: string | { readonly expression: string }): SettingValue {
  if (typeof account !== "string") return { value: account.expression, expression: true };
  return { value: rowOf({ label: account, ref_id: null }), expression: false };
}

function settingOf(setting: SettingSpec): SettingValue {
  if (setting === null || typeof setting !== "object") return { value: setting, expression: false };
  if (isTable(setting)) return { value: setting.map(rowOf), expression: false };
  const flagged = expressionOf(setting);
  if (flagged !== undefined) return { value: flagged, expression: true };
  return { value: rowOf(setting), expression: false };
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

function rowOf(row: RowSpec): SettingRow {
  const settings: Record<string, SettingValue> = {};
  for (const [key, value] of Object.entries(row)) setOwn(settings, key, settingOf(value));
  return settings;
}

function pipelineSettings(spec: SlpSpec): SettingRow {
  const given = spec.parameters ?? {};
  const parameters = isParameterList(given)
    ? given
    : Object.entries(given).map(([key, value]) => ({ key, value }));
  return rowOf({
    param_table: parameters.map(parameterRow),
    imports: Object.entries(spec.imports ?? {}).map(([name, path]) => ({ path, as: name })),
    error_pipeline: spec.errorPipeline ?? null,
    error_param_table: Object.entries(spec.errorParameters ?? {}).map(([key, value]) => ({
      key,
      value,
    })),
  });
}

function isParameterList(given: object): given is readonly ParameterSpec[] {
  return Array.isArray(given);
}

/** The columns of a row of `param_table`. */
function parameterRow(parameter: ParameterSpec): RowSpec {
  return {
    key: parameter.key,
    value: parameter.value ?? null,
    data_type: "string",
    required: parameter.required ?? false,
    description: parameter.description ?? "",
    capture: false,
  };
}
