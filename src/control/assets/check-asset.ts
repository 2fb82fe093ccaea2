import { didYouMean } from "../../base/nearest.ts";
import type { Attribute, KnowledgeModel } from "../../knowledge/model/knowledge-model.ts";
import { type YamlFinding, yamlFinding } from "../../knowledge/yaml/yaml-finding.ts";
import { type PathStep, spanAt } from "../../knowledge/yaml/yaml-tree.ts";
import { listed, sentences } from "../words.ts";
import type { ConfiguredLoad, ConformanceCheck, FilterArgument } from "./asset-definition.ts";
import type { WrittenAsset } from "./read-asset.ts";

/**
 * What is wrong with an asset in view of its knowledge model and of the package's process models: columns, filters and
 * references that are not there.
 */
export function checkAsset(
  asset: WrittenAsset,
  model: KnowledgeModel,
  processModels: readonly string[],
): readonly YamlFinding[] {
  return asset.definition.tools.flatMap((tool, index) => {
    switch (tool.kind) {
      case "configured_load_data":
        return checkLoad(asset, model, tool, index);
      case "check_conformance":
        return checkReference(asset, processModels, tool, index);
      default:
        return [];
    }
  });
}

function checkReference(
  { file, tree }: WrittenAsset,
  names: readonly string[],
  { model }: ConformanceCheck,
  index: number,
): readonly YamlFinding[] {
  if (model === undefined || names.includes(model)) return [];
  const finding = yamlFinding(file, {
    code: "unknown-process-model",
    span: spanAt(tree, ["tools", index, "model"]),
    pointer: `tools[${index}].model`,
    error: `The package has no process model \`${model}\`.`,
    reason: `Expected the name of a file in conformance/, without its ending: ${listed(names)}.`,
    resolution: didYouMean(model, names) || `Add conformance/${model}.bpmn, or leave the line out.`,
  });
  return [finding];
}

function checkLoad(
  { file, tree }: WrittenAsset,
  model: KnowledgeModel,
  tool: ConfiguredLoad,
  index: number,
): readonly YamlFinding[] {
  const attributes = new Map(attributesOf(model).map((one) => [one.columnId, one]));
  const columns = [...attributes.keys(), ...model.kpis.map(({ id }) => id)];
  const findings: YamlFinding[] = [];
  const report = (
    path: readonly PathStep[],
    code: string,
    error: string,
    reason: string,
    resolution: string,
  ): void => {
    const span = spanAt(tree, ["tools", index, ...path]);
    const pointer = `tools[${index}].${path.join(".")}`;
    findings.push(yamlFinding(file, { code, span, pointer, error, reason, resolution }));
  };
  const unknown = (path: readonly PathStep[], name: string, known: readonly string[]): void =>
    report(
      path,
      "unknown-column",
      `The knowledge model \`${model.key}\` has no column \`${name}\`.`,
      `Expected the id of a KPI, or RECORD.ATTRIBUTE; there are ${listed(known)}.`,
      sentences(didYouMean(name, known), "Ids are case-sensitive."),
    );
  for (const [at, column] of tool.columns.entries()) {
    if (!columns.includes(column)) unknown(["columns", at], column, columns);
  }
  const { orderBy } = tool;
  if (orderBy !== undefined && !tool.columns.includes(orderBy)) {
    report(
      ["orderBy"],
      "bad-order",
      `\`${orderBy}\` is no column of this tool.`,
      `Expected one of its columns: ${listed(tool.columns)}.`,
      sentences(didYouMean(orderBy, tool.columns), "Or add it to `columns`."),
    );
  }
  for (const [at, id] of tool.filters.entries()) {
    const filters = model.filters.map((filter) => filter.id);
    if (filters.includes(id)) continue;
    report(
      ["filters", at],
      "unknown-filter",
      `The knowledge model \`${model.key}\` has no filter \`${id}\`.`,
      `Expected one of ${listed(filters)}.`,
      didYouMean(id, filters) || "Define it in the knowledge model.",
    );
  }
  for (const [at, argument] of tool.arguments.entries()) {
    const attribute = attributes.get(argument.column);
    if (attribute === undefined) {
      unknown(["arguments", at, "column"], argument.column, [...attributes.keys()]);
    } else if (!fits(argument.match, attribute)) {
      report(
        ["arguments", at, "match"],
        "bad-match",
        `\`${argument.match}\` does not fit \`${argument.column}\`.`,
        `Expected a column of type ${typesOf[argument.match].join(" or ")}; it is ${attribute.type ?? "of another"}.`,
        "Choose another `match`, or another column.",
      );
    }
  }
  return findings;
}

const typesOf = {
  equals: ["STRING", "INT", "FLOAT", "DATE", "BOOLEAN"],
  contains: ["STRING"],
  starts_with: ["STRING"],
  at_least: ["INT", "FLOAT"],
  at_most: ["INT", "FLOAT"],
  from_date: ["DATE"],
  to_date: ["DATE"],
} as const;

/** A column whose type the author does not state is believed. */
function fits(match: FilterArgument["match"], { type }: Attribute): boolean {
  return type === undefined || typesOf[match].some((one) => one === type);
}

function attributesOf(model: KnowledgeModel): readonly Attribute[] {
  return model.records.flatMap(({ identifier, attributes }) =>
    identifier === undefined ? attributes : [identifier, ...attributes],
  );
}
