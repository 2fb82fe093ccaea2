import type { JsonTree } from "./json-tree.ts";
import type {
  AccountReference,
  ErrorBehavior,
  ExecutionMode,
  NestedPipeline,
  SettingContent,
  SettingRow,
  SnapNode,
  View,
} from "./model.ts";
import { printJsonTree } from "./print-json-tree.ts";
import { readSetting, readSettingRow } from "./read-setting.ts";
import { memberAt, memberOf, membersOf, textOf } from "./tree-access.ts";

/** Reads one entry of `snap_map`; `undefined` when it names no class. */
export function readSnap(id: string, tree: JsonTree): SnapNode | undefined {
  const properties = memberOf(tree, "property_map");
  const settings = readSettingRow(memberOf(properties, "settings"));
  const fqid = splitClassFqid(textOf(memberOf(tree, "class_fqid")) ?? "");
  const classId = textOf(memberOf(tree, "class_id")) ?? fqid?.classId;
  if (classId === undefined || classId === "") return undefined;
  const account = readAccount(memberAt(properties, "account", "account_ref"));
  const error = memberOf(properties, "error");
  return {
    id,
    classId,
    version: Number(textOf(memberOf(tree, "class_version")) ?? fqid?.version ?? 1) || 1,
    label: textOf(memberAt(properties, "info", "label")) ?? id,
    notes: textOf(memberAt(properties, "info", "notes")) ?? "",
    settings,
    inputs: readViews(memberOf(properties, "input")),
    outputs: readViews(memberOf(properties, "output")),
    errorViews: readViews(error),
    errorBehavior: readErrorBehavior(textOf(memberOf(error, "error_behavior"))),
    executionMode: readExecutionMode(settings),
    ...(account === undefined ? {} : { account }),
    ...(classId === nestedClassId ? { nested: readNested(tree, properties) } : {}),
  };
}

/** The class of pipelines that were nested into others before Pipeline Execute. */
const nestedClassId = "com-snaplogic-subpipeline";

function readNested(tree: JsonTree, properties: JsonTree | undefined): NestedPipeline {
  const place = memberAt(properties, "info", "pipe_ref");
  const reference = textOf(place) ?? textOf(memberAt(place, "value", "label"));
  const inline = memberOf(tree, "snap_map")?.kind === "object";
  return {
    ...(reference === undefined || reference.trim() === "" ? {} : { reference: reference.trim() }),
    ...(inline ? { slp: printJsonTree(tree) } : {}),
  };
}

/** `com-snaplogic-snaps-transform-sort_2-443patches34538` is class id, `_`, version, `-` and a build tag. */
export function splitClassFqid(fqid: string): { classId: string; version: number } | undefined {
  const match = /^(.+)_(\d+)(?:-.*)?$/.exec(fqid);
  const [, classId, version] = match ?? [];
  return classId === undefined ? undefined : { classId, version: Number(version) };
}

/** Members that are not objects (`error_behavior` is one that is, a counter one that is not) are no views. */
function readViews(section: JsonTree | undefined): View[] {
  return membersOf(section)
    .filter((member) => member.key !== "error_behavior" && member.value.kind === "object")
    .map(({ key, value }) => ({
      id: key,
      label: textOf(memberOf(value, "label")) ?? key,
      type:
        textOf(memberOf(value, "view_type"))?.toLowerCase() === "binary" ? "binary" : "document",
    }));
}

function readErrorBehavior(text: string | undefined): ErrorBehavior {
  const behaviors: readonly ErrorBehavior[] = ["fail", "continue", "ignore", "none"];
  return behaviors.find((behavior) => behavior === text?.toLowerCase()) ?? "fail";
}

/** Flags of older files that say whether a Snap takes part in a validation. */
const previewFlags = [
  "executable_during_suggest",
  "executeDuringPreview",
  "Execute_during_preview",
];

/**
 * `execution_mode` when the file has it, else the flags of older files: one that says `false` keeps the Snap out of
 * validations. Without either a Snap validates and executes.
 */
function readExecutionMode(settings: SettingRow): ExecutionMode {
  const stated = settings["execution_mode"]?.value;
  const modes: readonly ExecutionMode[] = ["Validate & Execute", "Execute only", "Disabled"];
  if (typeof stated === "string" && stated !== "") {
    return modes.find((mode) => sameWords(mode, stated)) ?? "Validate & Execute";
  }
  const kept = previewFlags.some((flag) => isFalse(settings[flag]?.value));
  return kept ? "Execute only" : "Validate & Execute";
}

function isFalse(value: SettingContent | undefined): boolean {
  return value === false || (typeof value === "string" && value.toLowerCase() === "false");
}

function sameWords(a: string, b: string): boolean {
  return lettersOf(a) === lettersOf(b);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/g, "");
}

/** An account by expression, or by the label path of the reference; `{}` and a blank label are no account. */
function readAccount(tree: JsonTree | undefined): AccountReference | undefined {
  if (tree === undefined) return undefined;
  const reference = readSetting(tree);
  if (typeof reference.value === "string") {
    const path = reference.value.trim();
    return path === "" ? undefined : { path, expression: reference.expression };
  }
  const inside = memberOf(tree, "value") ?? tree;
  const path = textOf(memberOf(inside, "label"));
  const classId = textOf(memberOf(inside, "ref_class_id"));
  if (path === undefined || path === "") return undefined;
  return { path, expression: false, ...(classId === undefined ? {} : { classId }) };
}
