import { didYouMean } from "../../../base/nearest.ts";
import { type YamlFinding, yamlFinding, type YamlProblem } from "../../yaml/yaml-finding.ts";
import type { ModelLayer } from "./model-layer.ts";
import { placeOf } from "./sourced.ts";

export type ChosenLayers =
  /** From the base to the model itself. */
  | { readonly ok: true; readonly chain: readonly ModelLayer[] }
  | { readonly ok: false; readonly findings: readonly YamlFinding[] };

/** The model of a key, or the one that nothing extends, behind all that it extends. */
export function chooseLayers(
  layers: readonly ModelLayer[],
  key: string | undefined,
): ChosenLayers | undefined {
  const byKey = new Map<string, ModelLayer>();
  for (const layer of layers) {
    const known = byKey.get(keyOf(layer));
    if (known !== undefined) return failed(layer, "key", twice(keyOf(layer), known));
    byKey.set(keyOf(layer), layer);
  }
  const chosen = key === undefined ? lastOf(layers) : byKey.get(key);
  if (chosen === undefined) return undefined;
  const chain: ModelLayer[] = [];
  for (let layer: ModelLayer = chosen; ;) {
    if (chain.includes(layer))
      return failed(chosen, "extends", circle([...chain.toReversed(), layer]));
    chain.unshift(layer);
    const base = extendedBy(layer);
    if (base === undefined) return { ok: true, chain };
    const next = byKey.get(base);
    if (next === undefined) return failed(layer, "extends", missingBase(base, byKey.keys()));
    layer = next;
  }
}

export function keyOf(layer: ModelLayer): string {
  return layer.metadata.value.key;
}

/** The only one that no other extends; in a circle, the first. */
function lastOf(layers: readonly ModelLayer[]): ModelLayer | undefined {
  const extended = new Set(layers.map(extendedBy));
  const ends = layers.filter((layer) => !extended.has(keyOf(layer)));
  if (ends.length === 0) return layers[0];
  return ends.length === 1 ? ends[0] : undefined;
}

function extendedBy({ head }: ModelLayer): string | undefined {
  return head.value.kind === "EXTENSION" ? head.value.extends : undefined;
}

type Words = Omit<YamlProblem, "span">;

function failed(layer: ModelLayer, key: "key" | "extends", words: Words): ChosenLayers {
  const { file, span } = placeOf(key === "key" ? layer.metadata : layer.head, key);
  return { ok: false, findings: [yamlFinding(file, { span, ...words })] };
}

function twice(key: string, other: ModelLayer): Words {
  return {
    code: "duplicate-model",
    error: `Two knowledge models have the key \`${key}\`.`,
    reason: `Expected each key once; \`${other.head.origin.file.path}\` has it too.`,
    resolution: "Give one of them another key.",
  };
}

function circle(way: readonly ModelLayer[]): Words {
  return {
    code: "cyclic-extension",
    error: "The knowledge model extends itself.",
    reason: `Expected extensions that end at a BASE; found ${way.map((layer) => `\`${keyOf(layer)}\``).join(" → ")}.`,
    resolution: "Make one of them `kind: BASE`, or let it extend another model.",
  };
}

function missingBase(base: string, known: Iterable<string>): Words {
  const keys = [...known];
  return {
    code: "missing-base",
    error: `There is no knowledge model \`${base}\` to extend.`,
    reason: `Expected a model with that key among the files; found ${keys.map((key) => `\`${key}\``).join(", ")}.`,
    resolution: didYouMean(base, keys) || "Put the base model's file beside this one.",
  };
}
