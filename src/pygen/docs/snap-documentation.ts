import type { SettingShape, SnapShape } from "../../pipeline/snap-shape.ts";
import { packOf } from "../names/pack-of.ts";
import { slpyModule, slpyName } from "../slpy/slpy-name.ts";
import type { Detail } from "./constructor-form.ts";
import type { ShownExample } from "./snap-example.ts";
import { viewWords } from "./view-words.ts";

/** A Snap whose definition is there has details and examples too. */
export interface DocumentedSnap {
  readonly shape: SnapShape;
  readonly details: string;
  readonly writes: boolean;
  readonly examples: readonly ShownExample[];
}

/** The documentation page of a Snap: purpose, views, settings, errors, examples. */
export function snapDocumentation(snap: DocumentedSnap, detail: Detail): string {
  const { shape } = snap;
  const head = [
    `# ${shape.label} (${shape.name})`,
    `Class id ${shape.classId}, version ${shape.version}. Category ${shape.category}, pack ${packOf(shape)}. Import: from ${slpyModule(shape.classId)} import ${shape.name}`,
    "",
    shape.summary,
  ];
  if (!shape.implemented) return [...head, "", notImplementedWords(shape), views(shape)].join("\n");
  if (detail === "minimal") return [...head, "", views(shape)].join("\n");
  return [
    ...head,
    ...(snap.details === "" ? [] : ["", snap.details]),
    "",
    views(shape),
    "",
    "## Settings",
    ...settingsLines(shape.settings, ""),
    "",
    "## Errors",
    ...errorLines(snap),
    "",
    "## Examples",
    ...snap.examples
      .slice(0, detail === "full" ? undefined : 3)
      .flatMap((example) => exampleLines(example, detail)),
  ].join("\n");
}

export function notImplementedWords(shape: SnapShape): string {
  return `${shape.label} is known, but this build does not implement it: a pipeline that uses it does not start. Its settings are not documented here.`;
}

function views({ views: { input, output } }: SnapShape): string {
  return `Views: input ${viewWords(input)}; output ${viewWords(output)}; error 1 document (error_behavior="continue").`;
}

function settingsLines(
  settings: Readonly<Record<string, SettingShape>>,
  indent: string,
): readonly string[] {
  const lines = Object.entries(settings).flatMap(([key, shape]) => {
    const inner =
      shape.kind === "table" ? shape.columns : shape.kind === "group" ? shape.fields : {};
    return [
      `${indent}- ${slpyName(key)} (${traits(shape)}): ${shape.help}`,
      ...settingsLines(inner, `${indent}  `),
    ];
  });
  return lines.length === 0 && indent === "" ? ["None."] : lines;
}

function traits(shape: SettingShape): string {
  const options = shape.kind === "choice" ? shape.options.join(" | ") : shape.kind;
  const fallback =
    "default" in shape && shape.default !== "" ? `, default ${String(shape.default)}` : "";
  const reach = { none: "", parameters: ", expr of parameters", document: ", expr" };
  return `${options}${shape.required ? ", required" : ""}${fallback}${reach[shape.expression]}`;
}

function errorLines({ writes, examples }: DocumentedSnap): readonly string[] {
  const failing = examples.filter(
    ({ fails, errors }) => fails !== undefined || errors !== undefined,
  );
  return [
    '- A document that fails stops the run; with error_behavior="continue" it goes to error0 as {error, reason, resolution, original}, with "ignore" it is dropped.',
    ...(writes ? ["- Writes: validation skips it, so its errors show in execution only."] : []),
    ...failing.map(
      (example) => `- ${example.title}${example.fails === undefined ? "" : `: ${example.fails}`}`,
    ),
  ];
}

function exampleLines(example: ShownExample, detail: Detail): readonly string[] {
  const given = example.documents_in;
  const gives = example.documents_out;
  return [
    `- ${example.title}`,
    `  ${example.slpy}`,
    ...(detail === "full" && given !== undefined ? [`  in: ${JSON.stringify(given)}`] : []),
    ...(detail === "full" && gives !== undefined ? [`  out: ${JSON.stringify(gives)}`] : []),
  ];
}
