import type { Limits } from "../../../base/limits.ts";
import { didYouMean } from "../../../base/nearest.ts";
import type { YamlLimits } from "../../yaml/read-yaml.ts";
import { type YamlFile, type YamlFinding, yamlFinding } from "../../yaml/yaml-finding.ts";
import { hasErrors } from "../../../base/finding.ts";
import type { KnowledgeModel } from "../knowledge-model.ts";
import { buildModel } from "./build-model.ts";
import { checkBuilt } from "./check-built.ts";
import { chooseLayers, keyOf } from "./choose-layers.ts";
import { dataModelIdOf } from "./data-model-id.ts";
import { extendEntities, type ModelLayer } from "./model-layer.ts";
import { ModelSource } from "./model-source.ts";
import { readLayers } from "./read-layers.ts";

export interface ReadModelOptions {
  readonly limits: YamlLimits & Pick<Limits, "modelFilesMax" | "modelEntitiesMax">;
  /** Key of the model that is wanted; the one that nothing extends when absent. */
  readonly key?: string;
  /** Values of `${{variable}}` in `dataModelId`. */
  readonly packageVariables?: ReadonlyMap<string, string>;
}

/** A model and where each of its things was written. */
export interface ReadModel {
  readonly model: KnowledgeModel;
  readonly source: ModelSource;
}

export type ReadModelResult =
  | ({ readonly ok: true; readonly findings: readonly YamlFinding[] } & ReadModel)
  | { readonly ok: false; readonly findings: readonly YamlFinding[] };

/**
 * Reads a knowledge model from one file or the files of a folder, merged with what it extends. Never throws, whatever
 * the texts are. A model that is read has ids, PQL that parses and nothing left out; whether it fits its data is for
 * `lintModel` to say.
 */
export function readKnowledgeModel(
  files: readonly YamlFile[],
  options: ReadModelOptions,
): ReadModelResult {
  const { limits, key } = options;
  const [first] = files;
  if (first === undefined) return { ok: false, findings: [nothing({ path: ".", text: "" })] };
  if (files.length > limits.modelFilesMax) {
    return {
      ok: false,
      findings: [tooMany(first, "files", limits.modelFilesMax, "modelFilesMax")],
    };
  }
  const { layers, findings } = readLayers(files, limits);
  if (hasErrors(findings)) return { ok: false, findings };
  const chosen = chooseLayers(layers, key);
  if (chosen === undefined) return { ok: false, findings: [notChosen(first, layers, key)] };
  if (!chosen.ok) return chosen;
  const built = build(chosen.chain, options);
  const all = [...findings, ...built.findings];
  return hasErrors(all)
    ? { ok: false, findings: all }
    : { ok: true, model: built.model, source: built.source, findings: all };
}

function build(
  chain: readonly ModelLayer[],
  { limits, packageVariables = new Map() }: ReadModelOptions,
): ReadModel & { readonly findings: readonly YamlFinding[] } {
  const [base] = chain;
  const top = chain.at(-1);
  if (base === undefined || top === undefined) throw new Error("a chain has at least one model");
  const entities = chain.map((layer) => layer.entities).reduce(extendEntities);
  const said = chain.findLast((layer) => layer.head.value.dataModelId !== undefined) ?? base;
  const dataModelId = dataModelIdOf(said.head, packageVariables);
  const source = new ModelSource();
  const model = buildModel(top, dataModelId.value, entities, source);
  const { file } = top.head.origin;
  const count = countOf(model);
  const findings =
    count > limits.modelEntitiesMax
      ? [tooMany(file, "things", limits.modelEntitiesMax, "modelEntitiesMax")]
      : [...dataModelId.findings, ...checkBuilt(model, source)];
  return { model, source, findings };
}

function countOf(model: KnowledgeModel): number {
  const inRecords = model.records.map(
    ({ attributes, augmentedAttributes }) => 2 + attributes.length + augmentedAttributes.length,
  );
  const lists = [model.variables, model.kpis, model.filters, model.eventLogs, model.policies];
  return [...inRecords, ...lists.map((list) => list.length)].reduce((a, b) => a + b, 0);
}

function nothing(file: YamlFile): YamlFinding {
  return yamlFinding(file, {
    code: "no-model",
    span: { start: 0, end: 0 },
    error: "There is no knowledge model here.",
    reason: "Expected a YAML file with `kind: BASE` or `kind: EXTENSION`; found none.",
    resolution:
      "Give the path of a knowledge model, or make one of data with `slipway model import`.",
  });
}

function notChosen(
  file: YamlFile,
  layers: readonly ModelLayer[],
  key: string | undefined,
): YamlFinding {
  const keys = layers.map(keyOf);
  if (keys.length === 0) return nothing(file);
  const list = keys.map((one) => `\`${one}\``).join(", ");
  return yamlFinding(file, {
    code: "no-model",
    span: { start: 0, end: 0 },
    error:
      key === undefined
        ? "It is not clear which knowledge model is meant."
        : `There is no knowledge model \`${key}\`.`,
    reason: `Expected ${key === undefined ? "one model that no other extends" : `a model with the key \`${key}\``}; found ${list}.`,
    resolution: (key === undefined ? "" : didYouMean(key, keys)) || "Name one of these keys.",
  });
}

function tooMany(file: YamlFile, what: string, most: number, limit: string): YamlFinding {
  return yamlFinding(file, {
    code: "too-large",
    span: { start: 0, end: 0 },
    error: `The knowledge model has too many ${what}.`,
    reason: `Expected at most ${most} ${what} (limit \`${limit}\`).`,
    resolution: "Split it into several models, each for one purpose.",
  });
}
