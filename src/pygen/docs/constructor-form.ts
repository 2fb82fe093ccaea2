import type { SettingShape, SnapShape } from "../../pipeline/snap-shape.ts";
import { slpyGroupName, slpyItemName, slpyName } from "../slpy/slpy-name.ts";

/** How much an answer says: `minimal` names and defaults, `standard` types and help too, `full` everything. */
export type Detail = "minimal" | "standard" | "full";

/** Arguments that every Snap takes, as the last lines of a full form. */
const commonArguments = [
  '# Every Snap also takes: label="…", notes="…", execution_mode="Validate & Execute" | "Execute only" | "Disabled",',
  '# error_behavior="fail" | "continue" (to the error view) | "ignore", inputs=["input0"], outputs=["output0"],',
  '# account=Account(label="…", ref_id="…").',
];

/**
 * The constructor of a Snap in SLPy with every parameter at its default, ready to paste: the comments say of each its
 * type, what it is for, and with `(expr)` that it takes an `Expr`.
 */
export function constructorForm(snap: SnapShape, detail: Detail): string {
  const entries = Object.entries(snap.settings);
  if (entries.length === 0) return `${snap.name}()${snap.implemented ? "  # no settings" : ""}`;
  return [
    `${snap.name}(`,
    ...entries.flatMap(([key, shape]) => settingLines(snap.name, key, shape, detail, "    ")),
    ")",
    ...(detail === "full" ? commonArguments : []),
  ].join("\n");
}

function settingLines(
  snap: string,
  key: string,
  shape: SettingShape,
  detail: Detail,
  indent: string,
): string[] {
  const name = slpyName(key);
  const remark = detail === "minimal" ? "" : `  # ${remarkOf(shape, detail)}`;
  const inner = `${indent}    `;
  switch (shape.kind) {
    case "table":
      return [
        `${indent}${name}=[${remark}`,
        `${inner}${snap}.${slpyItemName(key)}(`,
        ...fieldLines(snap, shape.columns, detail, `${inner}    `),
        `${inner}),`,
        `${indent}],`,
      ];
    case "group":
      return [
        `${indent}${name}=${snap}.${slpyGroupName(key)}(${remark}`,
        ...fieldLines(snap, shape.fields, detail, inner),
        `${indent}),`,
      ];
    default:
      return [`${indent}${name}=${defaultText(shape)},${remark}`];
  }
}

function fieldLines(
  snap: string,
  shapes: Readonly<Record<string, SettingShape>>,
  detail: Detail,
  indent: string,
): string[] {
  return Object.entries(shapes).flatMap(([key, shape]) =>
    settingLines(snap, key, shape, detail, indent),
  );
}

function defaultText(shape: Exclude<SettingShape, { kind: "table" | "group" }>): string {
  switch (shape.kind) {
    case "flag":
      return shape.default ? "True" : "False";
    case "integer":
      return String(shape.default);
    case "expression":
      return `Expr(${JSON.stringify(shape.default)})`;
    default:
      return JSON.stringify(shape.default);
  }
}

function remarkOf(shape: SettingShape, detail: Detail): string {
  const words = [
    typeWords(shape),
    shape.required ? "required" : "",
    { none: "", parameters: "(expr: _parameters only)", document: "(expr)" }[shape.expression],
  ].filter((word) => word !== "");
  const help = shape.help.replaceAll("\n", " ");
  return `${words.join(" ")}. ${detail === "full" ? help : firstSentence(help)}`;
}

function typeWords(shape: SettingShape): string {
  switch (shape.kind) {
    case "choice":
      return shape.options.map((option) => JSON.stringify(option)).join(" | ");
    case "integer": {
      const top = shape.maximum >= Number.MAX_SAFE_INTEGER ? "" : String(shape.maximum);
      return `integer ${shape.minimum}..${top}`;
    }
    case "table":
      return "rows";
    case "group":
      return "group";
    case "path":
      return "JSONPath";
    case "editor":
      return "multi-line text";
    case "flag":
      return "boolean";
    default:
      return shape.kind;
  }
}

function firstSentence(text: string): string {
  return /^.*?[.;](?=\s|$)/.exec(text)?.[0].replace(/;$/, ".") ?? text;
}
