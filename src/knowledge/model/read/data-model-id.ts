import { didYouMean } from "../../../base/nearest.ts";
import { type YamlFinding, yamlFinding } from "../../yaml/yaml-finding.ts";
import type { RawModel } from "./model-schema.ts";
import { placeOf, type Sourced } from "./sourced.ts";

/**
 * `${{variable}}` is the value of a variable of the package, anything else the data model's key itself. Where nothing
 * is known of the package's variables, the variable's own name stands for its value.
 */
export function dataModelIdOf(
  head: Sourced<RawModel>,
  variables: ReadonlyMap<string, string>,
): { readonly value: string; readonly findings: readonly YamlFinding[] } {
  const text = head.value.dataModelId ?? "";
  const name = /^\$\{\{\s*([^{}]+?)\s*\}\}$/.exec(text)?.[1];
  if (name === undefined) return { value: text, findings: [] };
  const value = variables.get(name);
  if (value !== undefined || variables.size === 0) return { value: value ?? name, findings: [] };
  const { file, span } = placeOf(head, "dataModelId");
  const known = [...variables.keys()];
  const finding = yamlFinding(file, {
    code: "unknown-variable",
    span,
    pointer: "dataModelId",
    error: `The package has no variable \`${name}\`.`,
    reason: `Expected one of ${known.map((one) => `\`${one}\``).join(", ")}; found \`${name}\`.`,
    resolution:
      didYouMean(name, known) || "Name a variable of the package, or the data model's key.",
  });
  return { value: name, findings: [finding] };
}
