import { type YamlFile } from "../../yaml/yaml-finding.ts";
import { treeAt, type YamlTree } from "../../yaml/yaml-tree.ts";
import type { RawAttribute, RawEntities, RawEntity, RawModel, RawRecord } from "./model-schema.ts";
import { override, sourced, type Sourced } from "./sourced.ts";

/** One BASE or EXTENSION with all its files, not yet merged with what it extends. */
export interface ModelLayer {
  readonly head: Sourced<RawModel>;
  readonly metadata: Sourced<RawModel["metadata"]>;
  readonly entities: LayerEntities;
}

export interface LayerEntities {
  readonly variables: readonly Sourced<RawEntity<"variables">>[];
  readonly records: readonly SourcedRecord[];
  readonly kpis: readonly Sourced<RawEntity<"kpis">>[];
  readonly filters: readonly Sourced<RawEntity<"filters">>[];
  readonly eventLogs: readonly Sourced<RawEntity<"eventLogs">>[];
  readonly policies: readonly Sourced<RawEntity<"policies">>[];
}

export interface SourcedRecord extends Sourced<RawRecord> {
  readonly identifier: Sourced<RawAttribute> | undefined;
  readonly attributes: readonly Sourced<RawAttribute>[];
  readonly calculatedAttributes: readonly Sourced<RawAttribute>[];
  readonly augmentedAttributes: readonly Sourced<RawEntityAugmented>[];
  readonly flags: readonly Sourced<RawAttribute>[];
}

export type RawEntityAugmented = NonNullable<RawRecord["augmentedAttributes"]>[number];

/** The entities of one file, each with its place. */
export function entitiesOf(raw: RawEntities, tree: YamlTree, file: YamlFile): LayerEntities {
  const list = <T>(values: readonly T[] | undefined, key: string): Sourced<T>[] =>
    sourcedList(values, treeAt(tree, [key]), file);
  return {
    variables: list(raw.variables, "variables"),
    records: list(raw.records, "records").map((record) => sourcedRecord(record, file)),
    kpis: list(raw.kpis, "kpis"),
    filters: list(raw.filters, "filters"),
    eventLogs: list(raw.eventLogs, "eventLogs"),
    policies: list(raw.policies, "policies"),
  };
}

function sourcedRecord(record: Sourced<RawRecord>, file: YamlFile): SourcedRecord {
  const { value, origin } = record;
  const list = <T>(values: readonly T[] | undefined, key: string): Sourced<T>[] =>
    sourcedList(values, treeAt(origin.tree, [key]), file);
  const identifier = treeAt(origin.tree, ["identifier"]);
  return {
    ...record,
    identifier:
      value.identifier === undefined || identifier === undefined
        ? undefined
        : sourced(value.identifier, identifier, file),
    attributes: list(value.attributes, "attributes"),
    calculatedAttributes: list(value.calculatedAttributes, "calculatedAttributes"),
    augmentedAttributes: list(value.augmentedAttributes, "augmentedAttributes"),
    flags: list(value.flags, "flags"),
  };
}

function sourcedList<T>(
  values: readonly T[] | undefined,
  tree: YamlTree | undefined,
  file: YamlFile,
): Sourced<T>[] {
  if (values === undefined || tree?.kind !== "list") return [];
  return values.map((value, index) => sourced(value, tree.items[index] ?? tree, file));
}

/** All that the files of one layer say, in the order of the files. */
export function joinEntities(parts: readonly LayerEntities[]): LayerEntities {
  return {
    variables: parts.flatMap((part) => part.variables),
    records: parts.flatMap((part) => part.records),
    kpis: parts.flatMap((part) => part.kpis),
    filters: parts.flatMap((part) => part.filters),
    eventLogs: parts.flatMap((part) => part.eventLogs),
    policies: parts.flatMap((part) => part.policies),
  };
}

/** What an extension says goes over its base: things with known ids key by key, others are added behind. */
export function extendEntities(base: LayerEntities, over: LayerEntities): LayerEntities {
  return {
    variables: mergeById(base.variables, over.variables, override),
    records: mergeById(base.records, over.records, overrideRecord),
    kpis: mergeById(base.kpis, over.kpis, override),
    filters: mergeById(base.filters, over.filters, override),
    eventLogs: mergeById(base.eventLogs, over.eventLogs, override),
    policies: mergeById(base.policies, over.policies, override),
  };
}

function overrideRecord(base: SourcedRecord, over: SourcedRecord): SourcedRecord {
  const identifier =
    base.identifier === undefined || over.identifier === undefined
      ? (over.identifier ?? base.identifier)
      : override(base.identifier, over.identifier);
  return {
    ...override<RawRecord>(base, over),
    identifier,
    attributes: mergeById(base.attributes, over.attributes, override),
    calculatedAttributes: mergeById(base.calculatedAttributes, over.calculatedAttributes, override),
    augmentedAttributes: mergeById(base.augmentedAttributes, over.augmentedAttributes, override),
    flags: mergeById(base.flags, over.flags, override),
  };
}

function mergeById<T extends Sourced<{ readonly id: string }>>(
  base: readonly T[],
  over: readonly T[],
  merge: (base: T, over: T) => T,
): readonly T[] {
  const byId = new Map(over.map((thing) => [thing.value.id, thing]));
  const known = new Set(base.map((thing) => thing.value.id));
  return [
    ...base.map((thing) => {
      const other = byId.get(thing.value.id);
      return other === undefined ? thing : merge(thing, other);
    }),
    ...over.filter((thing) => !known.has(thing.value.id)),
  ];
}
