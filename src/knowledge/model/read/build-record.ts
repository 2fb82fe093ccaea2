import type { Attribute, AugmentedAttribute, ModelRecord } from "../knowledge-model.ts";
import { columnTypeOf, describedOf } from "./described.ts";
import type { RawEntityAugmented, SourcedRecord } from "./model-layer.ts";
import type { RawAttribute } from "./model-schema.ts";
import type { ModelSource } from "./model-source.ts";
import type { Sourced } from "./sourced.ts";

/** A record; what an attribute does not say of itself is said by the column of its name. */
export function buildRecord(record: SourcedRecord, source: ModelSource): ModelRecord {
  const raw = record.value;
  const pql = raw.pql ?? quoted(raw.id);
  const table = tableNamedBy(pql);
  const attributes = (
    list: keyof typeof raw,
    sourced: readonly Sourced<RawAttribute>[],
    kind: Attribute["kind"],
  ): readonly Attribute[] =>
    sourced.map((one) => {
      const attribute = attributeOf(raw.id, table, one.value, kind);
      source.add(attribute, `records.${raw.id}.${list}.${attribute.id}`, one);
      return attribute;
    });
  const [identifier] = attributes(
    "identifier",
    record.identifier === undefined ? [] : [record.identifier],
    "identifier",
  );
  const visible = [
    ...attributes("attributes", record.attributes, "attribute"),
    ...attributes("calculatedAttributes", record.calculatedAttributes, "attribute"),
    ...attributes("flags", record.flags, "flag"),
  ];
  const described = describedOf(raw);
  const seen = [...visible, ...(identifier === undefined ? [] : [identifier])];
  const built: ModelRecord = {
    ...described,
    eligible: described.eligible || seen.some((attribute) => attribute.eligible),
    pql,
    table,
    attributes: visible,
    augmentedAttributes: record.augmentedAttributes.map((one) => {
      const augmented = augmentedOf(raw.id, one.value);
      source.add(augmented, `records.${raw.id}.augmentedAttributes.${augmented.id}`, one);
      return augmented;
    }),
    ...(identifier === undefined ? {} : { identifier }),
  };
  source.add(built, `records.${raw.id}`, record);
  return built;
}

/** `"CASES"` → `CASES`. Anything but a table's name is kept as it stands; lint finds no such table then. */
function tableNamedBy(pql: string): string {
  const trimmed = pql.trim();
  const inner = /^"((?:[^"]|"")*)"$/.exec(trimmed)?.[1];
  return inner === undefined ? trimmed : inner.replaceAll('""', '"');
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function attributeOf(
  recordId: string,
  table: string,
  raw: RawAttribute,
  kind: Attribute["kind"],
): Attribute {
  const { format, unit } = raw;
  const type =
    kind === "flag" ? "BOOLEAN" : raw.type === undefined ? undefined : columnTypeOf(raw.type);
  return {
    ...describedOf(raw),
    columnId: `${recordId}.${raw.id}`,
    pql: raw.pql ?? `${quoted(table)}.${quoted(raw.id)}`,
    kind,
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(unit === undefined ? {} : { unit }),
  };
}

function augmentedOf(recordId: string, raw: RawEntityAugmented): AugmentedAttribute {
  return {
    ...describedOf(raw),
    columnId: `${recordId}.${raw.id}`,
    type: columnTypeOf(raw.type ?? "STRING"),
  };
}
